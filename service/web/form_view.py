"""A task form as the templates need it: every field with its id, its value as text, its error and its choices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from service.domain.errors import FieldError
from service.domain.expressions import Compiled
from service.forms import Choice, Field, FieldState, Form, FormScope, field_states
from service.web.dates import typed_date

_MANY = 7  # above this a list to open is quicker than a column of round buttons
_YES_NO = (Choice("ja", "Ja"), Choice("nee", "Nee"))


@dataclass(frozen=True)
class FieldView:
    """One question on the page; `widget` names the macro that draws it."""

    path: str
    widget: str
    label: str
    help: str
    value: Any
    shown: bool
    optional: bool
    error: str | None = None
    choices: tuple[Choice, ...] = ()
    row_label: str = ""
    rows: tuple["RowView", ...] = ()
    blank: "RowView | None" = None

    @property
    def id(self) -> str:
        return "veld-" + self.path.replace(".", "-")


@dataclass(frozen=True)
class RowView:
    """One row of a list; `number` counts from 0 and is `__n__` in the model for new rows."""

    number: int | str
    fields: tuple[FieldView, ...]
    error: str | None = None


@dataclass(frozen=True)
class FormView:
    """The whole form; `problems` are the links of the summary at the top."""

    title: str
    explanation: str
    fields: tuple[FieldView, ...]
    problems: Sequence["Problem"] = field(default_factory=tuple)


@dataclass(frozen=True)
class Problem:
    """One mistake with the id of the field it belongs to."""

    href: str
    message: str


def form_view(form: Form, data: Mapping[str, Any], scope: FormScope, errors: Sequence[FieldError] = ()) -> FormView:
    """The form with these answers; hidden fields are there too, so that a script can show them without loading."""
    states = field_states(form, data, scope)
    found = {error.path: error.message for error in reversed(errors)}
    fields = tuple(
        _field(item, item.name, data.get(item.name), states[item.name], scope, found) for item in form.fields
    )
    return FormView(form.title, form.explanation, fields, tuple(_problems(form, fields, errors)))


def _field(
    item: Field, path: str, value: Any, state: FieldState, scope: FormScope, errors: Mapping[str, str]
) -> FieldView:
    choices = _choices(item, scope)
    view = FieldView(
        path=path,
        widget=_widget(item, choices),
        label=item.label,
        help=item.help,
        value=_shown_value(item, value),
        shown=state.shown,
        optional=item.required is False,
        error=errors.get(path),
        choices=choices or (),
        row_label=item.row_label,
    )
    if item.type != "lijst":
        return view
    given = [row if isinstance(row, Mapping) else {} for row in value] if isinstance(value, list) else []
    rows = given or ([{}] if item.required is not False else [])
    drawn = tuple(_row(item, path, number, row, scope, errors) for number, row in enumerate(rows))
    return replace(view, rows=drawn, blank=_row(item, path, "__n__", {}, scope, {}))


def _row(
    item: Field, path: str, number: int | str, row: Mapping[str, Any], scope: FormScope, errors: Mapping[str, str]
) -> RowView:
    place, state = f"{path}.{number}", FieldState(shown=True, required=False)
    columns = (
        _column(column, f"{place}.{column.name}", row.get(column.name), state, scope, errors) for column in item.fields
    )
    return RowView(number, tuple(columns), errors.get(place))


def _column(
    column: Field, path: str, value: Any, state: FieldState, scope: FormScope, errors: Mapping[str, str]
) -> FieldView:
    view = _field(column, path, value, state, scope, errors)
    # A row is narrow: questions with choices open as a list, whatever their number.
    if column.type == "janee":
        view = replace(view, choices=_YES_NO)
    if view.widget == "keuze":
        view = replace(view, widget="lijstkeuze")
    return replace(view, optional=view.optional and not isinstance(column.required, Compiled))


def _choices(item: Field, scope: FormScope) -> tuple[Choice, ...] | None:
    """The choices, or None when any text will do."""
    if item.type == "janee":
        return _YES_NO
    if item.options_key is not None:
        given = scope.choices(item.options_key)
        return None if given is None else tuple(Choice(choice.value, choice.label) for choice in given)
    return item.choices if isinstance(item.choices, tuple) else ()


def _widget(item: Field, choices: tuple[Choice, ...] | None) -> str:
    if item.type in ("keuze", "janee"):
        return "keuze" if len(choices or ()) <= _MANY else "lijstkeuze"
    if item.type == "verwijzing":
        return "tekst" if choices is None else "lijstkeuze"
    return item.type


def _shown_value(item: Field, value: Any) -> Any:
    if item.type == "janee":
        return ("ja" if value else "nee") if isinstance(value, bool) else value or ""
    if item.type == "meerkeuze":
        return tuple(value) if isinstance(value, list | tuple) else ()
    if value is None or isinstance(value, list | dict):
        return ""
    return typed_date(str(value)) if item.type == "datum" else str(value)


def _problems(form: Form, fields: Sequence[FieldView], errors: Sequence[FieldError]) -> Iterable[Problem]:
    known = {view.path for view in fields if view.shown}
    for error in errors:
        name = error.path.split(".")[0]
        yield Problem(f"#veld-{error.path.replace('.', '-')}" if name in known else f"#{name}", error.message)
