"""The catalogue of building blocks that a diagram may use: a name, typed parameters, named scalars back."""

import inspect
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.wording import PARAMETERS, SUBJECTS
from service.ports import HandlerParameter

HandlerFunction = Callable[..., Mapping[str, Any] | None]
_TYPES: dict[type, str] = {str: "str", int: "int", bool: "bool", date: "date"}


class DuplicateHandler(Exception):
    """Two building blocks have the same name; the message names it."""


@dataclass(frozen=True)
class Handler:
    """One building block, with what gate and editor show of it."""

    name: str
    summary: str
    parameters: tuple[HandlerParameter, ...]
    returns: tuple[str, ...]
    function: HandlerFunction

    @property
    def subject(self) -> str:
        """What it is about, for a list: its module in Dutch."""
        module = self.function.__module__.rpartition(".")[2]
        return SUBJECTS.get(module, module)


class Registry:
    """All building blocks by name."""

    def __init__(self) -> None:
        self._handlers: dict[str, Handler] = {}

    def handler(
        self, *, summary: str, returns: tuple[str, ...] = (), name: str | None = None
    ) -> Callable[[HandlerFunction], HandlerFunction]:
        """Register a function `(step, **parameters) -> scalars`; `summary` is the Dutch sentence for authors."""

        def register(function: HandlerFunction) -> HandlerFunction:
            entry = Handler(name or function.__name__, summary, _parameters(function), returns, function)
            if entry.name in self._handlers:
                raise DuplicateHandler(entry.name)
            self._handlers[entry.name] = entry
            return function

        return register

    def find(self, name: str) -> Handler | None:
        return self._handlers.get(name)

    def all(self) -> Iterable[Handler]:
        return [self._handlers[name] for name in sorted(self._handlers)]

    def call(self, name: str, step: Any, parameters: Mapping[str, Any]) -> Mapping[str, Any]:
        """Run a building block; ISO strings become dates on the way in, dates ISO strings on the way out."""
        entry = self._handlers[name]
        typed = {p.name: _incoming(p, parameters[p.name]) for p in entry.parameters if p.name in parameters}
        answer = entry.function(step, **typed) or {}
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in answer.items()}


def _parameters(function: HandlerFunction) -> tuple[HandlerParameter, ...]:
    hints = typing.get_type_hints(function, include_extras=True)
    signature = inspect.signature(function)
    found = []
    for name, parameter in list(signature.parameters.items())[1:]:
        required = parameter.default is inspect.Parameter.empty
        hint, refers = _named(_plain(hints[name]))
        choices = typing.get_args(hint) if typing.get_origin(hint) is typing.Literal else ()
        kind, said = _TYPES[str if choices else hint], PARAMETERS.get(name, "")
        found.append(HandlerParameter(name, kind, required, choices, refers, said))
    return tuple(found)


def _plain(hint: Any) -> Any:
    """The type without `| None`."""
    if isinstance(hint, types.UnionType):
        return next(part for part in typing.get_args(hint) if part is not type(None))
    return hint


def _named(hint: Any) -> tuple[Any, str]:
    """The type, and what its value is the name of: `Annotated[str, "bericht"]`."""
    if typing.get_origin(hint) is typing.Annotated:
        inner, refers = typing.get_args(hint)[:2]
        return inner, refers
    return hint, ""


def _incoming(parameter: HandlerParameter, value: Any) -> Any:
    if parameter.type == "date" and isinstance(value, str):
        return date.fromisoformat(value) if value else None
    return value


registry = Registry()
handler = registry.handler
