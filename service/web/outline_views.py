"""A process as a list of steps: for who works with the keyboard or a screen reader, or on a narrow screen."""

from typing import Any

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import DomainError
from service.forms import Form, field_states
from service.usecases.ways import outlines
from service.usecases.ways.draft_checks import check_draft
from service.usecases.ways.draft_files import note_presence
from service.usecases.ways.drafts import get_draft
from service.usecases.ways.form_drafts import own_scope
from service.usecases.work import Work
from service.web import posted
from service.web.author_json import KINDS
from service.web.errors import status_of
from service.web.form_view import form_view
from service.web.opening import page, reading, writing
from service.web.task_views import states_json

pages = Blueprint("outline", __name__)
STEPS = "/werkwijzen/ontwerpen/<draft>/diagram/<process>/stappen"
NEW = "nieuw"


@pages.get(STEPS)
@login_required
def steps(draft: str, process: str) -> str:
    with writing() as work:  # being here is noted
        return _list(work, draft, process, others=note_presence(work, draft, "diagram", process))


@pages.post(STEPS)
@login_required
def change(draft: str, process: str) -> Response | tuple[str, int]:
    """Take a step away, or put it on another way."""
    act, _, step = posted.page_action().partition(":")
    try:
        with writing() as work:
            if act == "verplaats":
                target = request.form.get(f"naar:{step}", "")
                outlines.move_to(work, draft, process, _revision(), step, target)
            else:
                outlines.take_away(work, draft, process, _revision(), step)
    except DomainError as refused:
        with reading() as work:
            return _list(work, draft, process, refused), status_of(refused)
    flash("Bewaard in het ontwerp; de tekening is mee veranderd.", "ok")
    return redirect(_address(draft, process))


@pages.get(f"{STEPS}/<step>")
@login_required
def step(draft: str, process: str, step: str) -> str:
    with reading() as work:
        return _step(work, draft, process, step, None, None)


@pages.post(f"{STEPS}/<step>")
@login_required
def save(draft: str, process: str, step: str) -> Response | str | tuple[str, int]:
    with reading() as work:
        questions = _questions(work, draft, process, step)[0]
        raw = posted.answers(questions)
        if posted.page_action():
            return _step(work, draft, process, step, raw, None)
    try:
        with writing() as work:
            kept = step
            if step == NEW:
                kept = outlines.insert_step(work, draft, process, _revision(), request.args.get("weg", ""), raw)
            else:
                outlines.save_step(work, draft, process, _revision(), step, raw)
    except DomainError as refused:
        with reading() as work:
            return _step(work, draft, process, step, raw, refused), status_of(refused)
    flash("De stap is bewaard in het ontwerp; de tekening is mee veranderd.", "ok")
    return redirect(f"{_address(draft, process)}#stap-{kept}")


@pages.post(f"{STEPS}/<step>/velden")
@login_required
def shown_questions(draft: str, process: str, step: str) -> dict[str, Any]:
    """Which questions these answers call for; nothing is kept."""
    with reading() as work:
        questions = _questions(work, draft, process, step)[0]
        return {"states": states_json(field_states(questions, posted.answers(questions), own_scope()))}


def _questions(work: Work, draft: str, process: str, step: str) -> tuple[Form, dict[str, Any]]:
    if step == NEW:
        return outlines.questions_for_new(work, draft, process)
    return outlines.questions_for_step(work, draft, process, step)


def _list(work: Work, draft: str, process: str, refused: DomainError | None = None, others: Any = ()) -> str:
    findings = [one for one in check_draft(work, draft) if one.file.removesuffix(".bpmn") == process]
    kinds = {key[:1].lower() + key[1:]: name for key, name in KINDS.items()}
    return page(
        work, "werkwijzen/stappen.html", draft=get_draft(work, draft), refused=refused, others=others, kinds=kinds,
        outline=outlines.get_outline(work, draft, process), findings=findings, process=process,
    )  # fmt: skip


def _step(
    work: Work, draft: str, process: str, step: str, given: dict[str, Any] | None, refused: DomainError | None
) -> str:
    questions, answers = _questions(work, draft, process, step)
    view = form_view(questions, answers if given is None else given, own_scope(), refused.fields if refused else ())
    outline = outlines.get_outline(work, draft, process)
    return page(
        work, "werkwijzen/stap.html", draft=get_draft(work, draft), process=process, step=step, form=view,
        refused=refused, problems=view.problems, revision=_revision() or outline.revision, is_new=step == NEW,
        outline=outline, way=request.args.get("weg", ""),
    )  # fmt: skip


def _revision() -> int:
    given = request.form.get("_revisie", "")
    return int(given) if given.isdigit() else 0


def _address(draft: str, process: str) -> str:
    return f"/werkwijzen/ontwerpen/{draft}/diagram/{process}/stappen"
