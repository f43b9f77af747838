"""The editor of task forms: a table of questions, a page per question, and a preview as the task page shows it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import Conflict, DomainError, InvalidInput
from service.forms import Form, field_states, validate
from service.usecases.ways import form_drafts as forms
from service.usecases.ways.author_facts import get_author_facts
from service.usecases.ways.condition_names import names_of_form
from service.usecases.ways.draft_files import note_presence
from service.usecases.ways.drafts import get_draft
from service.usecases.ways.field_form import TYPE_NAMES
from service.usecases.ways.form_rules import remove_rule
from service.usecases.ways.undoing import find_undoing, undo_change
from service.usecases.work import Work
from service.web import posted
from service.web.author_json import names_json
from service.web.errors import status_of
from service.web.form_view import FormView, form_view
from service.web.opening import page, reading, writing
from service.web.task_views import states_json

pages = Blueprint("form_editor", __name__)
FORMS = "/werkwijzen/ontwerpen/<draft>/formulier"
FORM = f"{FORMS}/<name>"
_MOVES = {"op": -1, "neer": 1}


@pages.get(FORMS)
@login_required
def all_forms(draft: str) -> str:
    with reading() as work:
        return _list(work, draft, None)


@pages.post(FORMS)
@login_required
def make(draft: str) -> Response | tuple[str, int]:
    try:
        with writing() as work:
            name = forms.make_form(work, draft, request.form.get("titel", ""))
    except DomainError as refused:
        with reading() as work:
            return _list(work, draft, refused), status_of(refused)
    flash("Het formulier is gemaakt. Pas de eerste vraag aan en voeg er vragen bij.", "ok")
    return redirect(f"{_address(draft)}/{name}")


@pages.get(FORM)
@login_required
def form(draft: str, name: str) -> str:
    with writing() as work:  # being here is noted
        others = note_presence(work, draft, "form", name)
        return _form(work, draft, name, others=others)


@pages.post(FORM)
@login_required
def change(draft: str, name: str) -> Response | tuple[str, int]:
    """Title and explanation, a question up, down or away, a rule away, or the last change back."""
    act, _, path = posted.page_action().partition(":")
    revision = _revision()
    try:
        with writing() as work:
            if act in _MOVES:
                forms.move_field(work, draft, name, revision, path, _MOVES[act])
            elif act == "weg":
                forms.remove_field(work, draft, name, revision, path)
            elif act == "regel_weg":
                remove_rule(work, draft, name, revision, int(path) if path.isdigit() else -1)
            elif act in ("ongedaan", "opnieuw"):
                undo_change(work, draft, "form", name, revision, back=act == "ongedaan")
            else:
                title, explanation = request.form.get("titel", ""), request.form.get("uitleg", "")
                forms.describe_form(work, draft, name, revision, title, explanation)
    except DomainError as refused:
        with reading() as work:
            return _form(work, draft, name, refused), status_of(refused)
    flash("Bewaard in het ontwerp.", "ok")
    anchor = f"#rij-{path.replace('.', '-')}" if act in _MOVES else ""
    return redirect(f"{_address(draft)}/{name}{anchor}")


@pages.post(f"{FORM}/voorbeeld")
@login_required
def preview_states(draft: str, name: str) -> dict[str, Any] | str | tuple[str, int]:
    """Which questions of the preview these answers call for, or on a page what is wrong with them; nothing is kept."""
    with reading() as work:
        found = forms.get_form_draft(work, draft, name).form
        if request.accept_mimetypes.best != "application/json":
            return _tried(work, draft, name, found)
        if found is None:
            return {"states": {}}
        return {
            "states": states_json(field_states(found, posted.answers(found), forms.preview_scope(work, draft, found)))
        }


@pages.get(f"{FORM}/veld")
@login_required
def field(draft: str, name: str) -> str:
    with reading() as work:
        return _field(work, draft, name, None, None)


@pages.post(f"{FORM}/veld")
@login_required
def save_field(draft: str, name: str) -> Response | str | tuple[str, int]:
    path, inside = _path()
    with reading() as work:
        questions = forms.questions_for(forms.get_form_draft(work, draft, name), path, inside)[0]
        raw = posted.answers(questions)
        if action := posted.page_action():
            return _field(work, draft, name, posted.with_rows(raw, action), None)
    try:
        with writing() as work:
            forms.save_field(work, draft, name, _revision(), path, inside, raw)
    except DomainError as refused:
        with reading() as work:
            return _field(work, draft, name, raw, refused), status_of(refused)
    flash("De vraag is bewaard in het ontwerp.", "ok")
    return redirect(f"{_address(draft)}/{name}")


@pages.post(f"{FORM}/veld/velden")
@login_required
def field_questions(draft: str, name: str) -> dict[str, Any]:
    """Which questions about a question these answers call for, and how the question will look."""
    path, inside = _path()
    with reading() as work:
        found = forms.get_form_draft(work, draft, name)
        questions = forms.questions_for(found, path, inside)[0]
        raw = posted.answers(questions)
        states = field_states(questions, raw, forms.own_scope())
        return {"states": states_json(states), "voorbeeld": _field_preview(work, draft, found, raw)}


def _list(work: Work, draft: str, refused: DomainError | None) -> str:
    view = get_draft(work, draft)
    rows = [row for row in view.files if row.kind == "form" and row.origin != "vervallen"]
    return page(work, "werkwijzen/formulieren.html", draft=view, rows=rows, refused=refused)


def _form(work: Work, draft: str, name: str, refused: DomainError | None = None, others: Any = (), **more: Any) -> str:
    found = forms.get_form_draft(work, draft, name)
    more.setdefault("preview", _preview(work, draft, found.form) if found.form else None)
    return page(
        work, "werkwijzen/formulier.html", draft=get_draft(work, draft), found=found, refused=refused, others=others,
        types=TYPE_NAMES, undoing=find_undoing(work, draft, "form", name), **more,
    )  # fmt: skip


def _tried(work: Work, draft: str, name: str, form: Form | None) -> str | tuple[str, int]:
    """The preview with these answers, told what a task would tell."""
    if form is None:
        return _form(work, draft, name)
    action, scope = posted.page_action(), forms.preview_scope(work, draft, form)
    raw, wrong = posted.with_rows(posted.answers(form), action), None
    try:
        _ = action or validate(form, raw, scope)
    except InvalidInput as mistakes:
        wrong = mistakes
    view = form_view(form, raw, scope, wrong.fields if wrong else ())
    return _form(work, draft, name, preview=view, tried=wrong or not action)


def _field(work: Work, draft: str, name: str, given: dict[str, Any] | None, refused: DomainError | None) -> str:
    path, inside = _path()
    found, facts = forms.get_form_draft(work, draft, name), get_author_facts(work, draft)
    questions, answers, core = forms.questions_for(found, path, inside)
    raw = answers if given is None else given
    view = form_view(questions, raw, forms.own_scope(), refused.fields if refused else ())
    return page(
        work, "werkwijzen/veld.html", draft=get_draft(work, draft), found=found, path=path, inside=inside, core=core,
        names=names_json(names_of_form(found.raw, inside or (path or "").rpartition(".")[0], facts, name)),
        form=view, refused=refused, overtaken=isinstance(refused, Conflict), problems=view.problems,
        preview=_field_preview(work, draft, found, raw), revision=_revision() or found.revision,
    )  # fmt: skip


def _preview(work: Work, draft: str, form: Form) -> FormView:
    return form_view(form, {}, forms.preview_scope(work, draft, form))


def _field_preview(work: Work, draft: str, found: forms.FormDraft, raw: dict[str, Any]) -> str:
    """The question as HTML, as far as the answers make one."""
    path, inside = _path()
    try:
        field = forms.edited_field(found, path, inside, raw)
        alone = {**field, "naam": "voorbeeld", "verplicht": field.get("verplicht") is not False}
        form = Form.parse({"id": "voorbeeld", "titel": "Voorbeeld", "velden": [_shown(alone)]}, "voorbeeld")
        view = _preview(work, draft, form)
    except (InvalidInput, ValueError):
        return ""
    return render_template("werkwijzen/voorbeeld.html", form=view)


def _shown(field: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in field.items() if key != "toon"}


def _path() -> tuple[str | None, str]:
    return request.args.get("pad") or None, request.args.get("in", "")


def _revision() -> int:
    given = request.form.get("_revisie", "")
    return int(given) if given.isdigit() else 0


def _address(draft: str) -> str:
    return f"/werkwijzen/ontwerpen/{draft}/formulier"
