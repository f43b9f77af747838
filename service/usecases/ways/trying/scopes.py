"""The surroundings of a form, to be used after the sandbox it came from is closed."""

from collections.abc import Iterable
from dataclasses import replace

from service.forms import Field, Form, FormScope


def settled(form: Form, scope: FormScope) -> FormScope:
    """The same scope with every list of choices looked up: a page is drawn when the example is closed again."""
    found = {key: scope.choices(key) for key in _lists(form.fields)}
    return replace(scope, choices=lambda key: found.get(key))


def _lists(fields: Iterable[Field]) -> set[str]:
    own = {field.options_key for field in fields if field.options_key is not None}
    return own.union(*(_lists(field.fields) for field in fields))
