"""The forms of a draft, edited field by field; every change is checked before it is kept."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from service.domain.errors import FieldError, InvalidInput, NotFound
from service.domain.expressions import FUNCTIONS, ExpressionError
from service.forms import Choice as FormChoice
from service.forms import Form, FormDefinitionError, FormScope, validate
from service.forms.editing import find_field, is_core, moved, slug, with_field, without_field
from service.forms.field import SETTING_PREFIX
from service.usecases.references import choices as reference_choices
from service.usecases.ways.access import find_region, get_visible
from service.usecases.ways.draft_files import add_file, read_file
from service.usecases.ways.field_form import answers_of, core_field_of, field_form, field_of
from service.usecases.ways.undoing import save_change
from service.usecases.work import Work

FORM = "form"
# In a preview nothing is due and nothing was answered before.
_NO_FUNCTIONS: dict[str, Callable[..., Any]] = {name: lambda *_values: None for name in FUNCTIONS}


@dataclass(frozen=True)
class FormDraft:
    """A form as the draft has it; `form` is None with the reasons in `problems` when the file cannot be used."""

    name: str
    raw: dict[str, Any]
    revision: int
    form: Form | None
    problems: tuple[str, ...]


def get_form_draft(work: Work, draft_key: str, name: str) -> FormDraft:
    """The form to edit; raises NotFound."""
    file = read_file(work, draft_key, FORM, name)
    try:
        raw = json.loads(file.content)
    except ValueError as error:
        raise NotFound("Dit formulier is niet te lezen. Zet het terug naar de vorige versie.") from error
    if not isinstance(raw, dict):
        raise NotFound("Dit formulier is niet te lezen. Zet het terug naar de vorige versie.")
    try:
        return FormDraft(name, raw, file.revision, Form.parse(raw, f"{name}.json"), ())
    except FormDefinitionError as error:
        return FormDraft(name, raw, file.revision, None, error.problems)


def make_form(work: Work, draft_key: str, title: str) -> str:
    """A new form with one question; gives its name."""
    if not title.strip():
        raise InvalidInput(fields=[FieldError("titel", "Geef het formulier een titel.")])
    name = slug(title)
    add_file(work, draft_key, FORM, name, title=title.strip())
    return name


def describe_form(work: Work, draft_key: str, name: str, revision: int, title: str, explanation: str) -> int:
    """Change the title and the explanation above the questions; gives the new revision."""
    if not title.strip():
        raise InvalidInput(fields=[FieldError("titel", "Geef het formulier een titel.")])

    def edit(raw: dict[str, Any]) -> dict[str, Any]:
        return {**raw, "titel": title.strip(), "uitleg": explanation}

    return change_form(work, draft_key, name, revision, edit, "titel en uitleg wijzigen")


def move_field(work: Work, draft_key: str, name: str, revision: int, path: str, by: int) -> int:
    """One place up or down; gives the new revision."""
    what = f"«{path}» {'omlaag' if by > 0 else 'omhoog'} zetten"
    return change_form(work, draft_key, name, revision, lambda raw: moved(raw, path, by), what)


def remove_field(work: Work, draft_key: str, name: str, revision: int, path: str) -> int:
    """Take a field out; raises CoreField for what building blocks need, InvalidInput when conditions use it."""
    return change_form(work, draft_key, name, revision, lambda raw: without_field(raw, path), f"«{path}» weghalen")


def questions_for(found: FormDraft, path: str | None, inside: str) -> tuple[Form, dict[str, Any], bool]:
    """The form to edit a field with, its present answers, and whether the field is protected."""
    if path is None:
        if inside:
            find_field(found.raw, inside)
        return field_form(found.raw, None, core=False, inside=inside), {"verplicht": "ja", "type": "tekst"}, False
    field, core = find_field(found.raw, path), is_core(found.raw, path)
    around = path.rpartition(".")[0]
    return field_form(found.raw, field, core=core, inside=around), answers_of(field), core


def edited_field(found: FormDraft, path: str | None, inside: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The field these answers describe; raises InvalidInput with every mistake at its question."""
    questions, _, core = questions_for(found, path, inside)
    given = validate(questions, answers, own_scope())
    old = find_field(found.raw, path) if path is not None else None
    if core and old is not None:
        return core_field_of(given, old)
    return field_of(given, old, found.raw, inside or (path or "").rpartition(".")[0])


def save_field(
    work: Work, draft_key: str, name: str, revision: int, path: str | None, inside: str, answers: Mapping[str, Any]
) -> int:
    """Keep a field as answered; gives the new revision. Raises InvalidInput, CoreField or Conflict."""
    found = get_form_draft(work, draft_key, name)
    field = edited_field(found, path, inside, answers)
    _ensure_setting(work, field)
    what = f"«{field.get('label')}» {'wijzigen' if path else 'toevoegen'}"

    def edit(raw: dict[str, Any]) -> dict[str, Any]:
        return with_field(raw, path, field, inside=inside)

    return change_form(work, draft_key, name, revision, edit, what)


def preview_scope(work: Work, draft_key: str, form: Form) -> FormScope:
    """What a preview works with: empty process data, and the choices of the region."""
    draft = get_visible(work, draft_key)
    region, regions = find_region(work, draft.region_id)[0], work.services.regions
    config = regions.for_region(region) if region else regions.default

    def choices(source: str) -> list[FormChoice] | None:
        if source.startswith(SETTING_PREFIX):
            return [FormChoice(value, label) for value, label in config.choices(source.removeprefix(SETTING_PREFIX))]
        if draft.region_id is None:
            return None
        offered = reference_choices(work, source, None, draft.region_id)
        return None if offered is None else [FormChoice(one.value, one.label) for one in offered]

    return FormScope({name: None for _, name in form.outside_names()}, _NO_FUNCTIONS, choices)


def own_scope() -> FormScope:
    """For the questions about a field: they look at nothing outside."""
    return FormScope({}, _NO_FUNCTIONS)


def _ensure_setting(work: Work, field: Mapping[str, Any]) -> None:
    choices = field.get("keuzes")
    if not isinstance(choices, str):
        return
    try:
        work.services.regions.default.choices(choices.removeprefix(SETTING_PREFIX))
    except ExpressionError as error:
        raise InvalidInput(fields=[FieldError("instelling", str(error))]) from error


def change_form(
    work: Work, draft_key: str, name: str, revision: int, edit: Callable[[dict[str, Any]], dict[str, Any]], what: str,
    *, about: str = "",
) -> int:  # fmt: skip
    """Keep a change of the form, unless it brings a mistake that was not there yet: told at the question `about`."""
    found = get_form_draft(work, draft_key, name)
    changed = edit(found.raw)
    try:
        Form.parse(changed, f"{name}.json")
    except FormDefinitionError as error:
        fresh = [problem for problem in error.problems if problem not in found.problems]
        if fresh:
            raise InvalidInput(fields=[_field_error(problem, about) for problem in fresh]) from error
    content = json.dumps(changed, ensure_ascii=False, indent=2) + "\n"
    return save_change(work, draft_key, FORM, name, content.encode(), revision, what)


def _field_error(problem: str, asked: str) -> FieldError:
    """A mistake in the file, at the question about it."""
    text = problem.partition(": ")[2] or problem
    about = (("voorwaarde", ("uitdrukking", "voorwaarden")), ("naam", ("naam",)), ("keuzes", ("keuze",)))
    question = next((name for name, words in about if any(word in text for word in words)), "label")
    return FieldError(asked or question, text[:1].upper() + text[1:])
