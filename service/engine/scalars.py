"""Which values may enter process data: JSON scalars of the declared type, and lists of strings."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

TYPES = ("str", "int", "bool", "date", "list")


class WrongValue(ValueError):
    """A value that process data cannot hold."""


def is_date(value: Any) -> bool:
    """Whether this is an ISO date string."""
    if not isinstance(value, str) or len(value) != 10:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


_FITS: Mapping[str, Callable[[Any], bool]] = {
    "str": lambda value: isinstance(value, str),
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "bool": lambda value: isinstance(value, bool),
    "date": lambda value: value == "" or is_date(value),
    "list": lambda value: isinstance(value, list | tuple) and all(isinstance(item, str) for item in value),
}


def fits(value: Any, type_name: str) -> bool:
    """Whether a value is of a declared type. None (left empty) fits every type; an empty date may also be ""."""
    return value is None or (type_name in _FITS and _FITS[type_name](value))


def kept(name: str, value: Any, type_name: str) -> Any:
    """The value as process data keep it; raises WrongValue.

    A list becomes a tuple: where branches meet, the library merges two lists item by item and cuts the longer one off.
    """
    if not fits(value, type_name):
        raise WrongValue(f"{name} should be {type_name} and is {type(value).__name__}")
    return tuple(value) if isinstance(value, list) else value


def is_plain(value: Any) -> bool:
    """Whether a value is a JSON scalar or a list of strings."""
    return value is None or isinstance(value, str | int | float | bool) or fits(value, "list")


def as_json(data: Mapping[str, Any]) -> dict[str, Any]:
    """Process data as the outside sees them."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in data.items()}
