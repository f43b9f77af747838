"""A form as JSON for the API: the same words as the file, with the choices filled in."""

from typing import Any

from service.domain.expressions import Compiled
from service.forms.definition import Form
from service.forms.field import Choice, Field
from service.forms.states import FormScope


def schema_json(form: Form, scope: FormScope) -> dict[str, Any]:
    """What GET /taken/{id}/formulier gives; conditions on anything but own fields are worked out already."""
    own = form.field_names()
    described = (_described(field, scope, own) for field in form.fields)
    return {
        "id": form.id,
        "titel": form.title,
        "uitleg": form.explanation,
        "velden": [field for field in described if field is not None],
        "regels": [{"eis": rule.demand.source, "melding": rule.message, "veld": rule.field} for rule in form.rules],
    }


def _described(field: Field, scope: FormScope, own: frozenset[str]) -> dict[str, Any] | None:
    """One field; None when it can never be shown in this task."""
    required, show = field.required, field.show
    if field.condition is not None and not field.condition.names & own:
        if not field.condition.evaluate(scope.variables, scope.functions):
            return None
        required, show = required is not False, None
    choices = _choices(field, scope)
    if isinstance(field.choices, str) and not choices:
        return None
    return {
        **_basics(field, required, show),
        **_details(field, scope),
        **({} if choices is None else {"keuzes": choices}),
    }


def _basics(field: Field, required: bool | Compiled, show: Compiled | None) -> dict[str, Any]:
    described: dict[str, Any] = {
        "naam": field.name,
        "type": field.type,
        "label": field.label,
        "hulp": field.help,
        "verplicht": required.source if isinstance(required, Compiled) else required,
    }
    if show is not None:
        described["toon"] = show.source
    return described


def _details(field: Field, scope: FormScope) -> dict[str, Any]:
    details: dict[str, Any] = {}
    if field.type == "lijst":
        details["rij"] = field.row_label
        details["velden"] = [_column(column, scope) for column in field.fields]
    for key, value in (("bron", field.source), ("minimum", field.minimum), ("maximum", field.maximum)):
        if value is not None:
            details[key] = value
    return details


def _column(column: Field, scope: FormScope) -> dict[str, Any]:
    choices = _choices(column, scope)
    return {
        **_basics(column, column.required, column.show),
        **_details(column, scope),
        **({} if choices is None else {"keuzes": choices}),
    }


def _choices(field: Field, scope: FormScope) -> list[dict[str, str]] | None:
    """The choices, or None when the field has none or its source is open."""
    found: tuple[Choice, ...] | None = field.choices if isinstance(field.choices, tuple) else ()
    if field.options_key is not None:
        given = scope.choices(field.options_key)
        found = None if given is None else tuple(given)
    if found is None or (not found and field.type not in ("keuze", "meerkeuze", "verwijzing")):
        return None
    return [{"waarde": choice.value, "label": choice.label} for choice in found]
