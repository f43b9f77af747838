"""Process data as an operator reads and types them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from service.domain.errors import FieldError, InvalidInput
from service.engine import VariableValue
from service.usecases.shapes import VariableView

_WORDS = {"ja": True, "nee": False}
_MISTAKES = {
    "int": "Vul een heel getal in.",
    "date": "Vul een datum in, geschreven als 2026-11-24.",
    "bool": "Kies ja of nee.",
}


def show_values(known: Sequence[VariableValue]) -> list[VariableView]:
    """The variables with their values as text; nothing for a value that is not there."""
    return [VariableView(one.name, one.type, _text(one.value)) for one in known]


def read_values(known: Sequence[VariableValue], typed: Mapping[str, str]) -> dict[str, Any]:
    """What changed, in the declared types; raises InvalidInput with every mistake at once."""
    before = {one.name: one for one in known}
    values: dict[str, Any] = {}
    mistakes = [FieldError(name, "Dit gegeven kent het proces niet.") for name in typed if name not in before]
    for name, text in typed.items():
        if name not in before or text.strip() == _text(before[name].value):
            continue
        try:
            values[name] = _value(text.strip(), before[name].type)
        except (KeyError, ValueError):
            mistakes.append(FieldError(name, _MISTAKES[before[name].type]))
    if mistakes:
        raise InvalidInput(fields=mistakes)
    if not values:
        raise InvalidInput(fields=[FieldError("gegevens", "U hebt niets veranderd.")])
    return values


def _text(value: Any) -> str:
    if value is None:
        return ""
    return ("ja" if value else "nee") if isinstance(value, bool) else str(value)


def _value(text: str, kind: str) -> Any:
    if kind == "str":
        return text
    if text == "":
        return None
    if kind == "bool":
        return _WORDS[text.lower()]
    return int(text) if kind == "int" else date.fromisoformat(text).isoformat()
