"""One step of the list: asked about, added, taken away; and the process as a whole."""

from typing import Any

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import DomainError, NotFound
from service.forms import Form, field_states
from service.usecases.ways import outlines
from service.usecases.ways.author_facts import get_author_facts
from service.usecases.ways.condition_names import names_of_process
from service.usecases.ways.drafts import get_draft
from service.usecases.ways.form_drafts import own_scope
from service.usecases.ways.outlines import NewPlace
from service.usecases.work import Work
from service.web import posted
from service.web.author_json import names_json
from service.web.errors import status_of
from service.web.form_view import form_view
from service.web.opening import page, reading, writing
from service.web.outline_views import STEPS, address_of, posted_revision
from service.web.task_views import states_json

pages = Blueprint("step", __name__)
PROCESS = STEPS.removesuffix("stappen") + "proces"
NEW = "nieuw"
_HEADS = {
    "weg": "Stap toevoegen",
    "naast": "Stap toevoegen die tegelijk gebeurt",
    "rand": "Gebeurtenis op de rand toevoegen",
    "tak": "Weg toevoegen",
}


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
        if action := posted.page_action():
            return _step(work, draft, process, step, posted.with_rows(raw, action), None)
    try:
        with writing() as work:
            kept = _keep(work, draft, process, step, raw)
    except DomainError as refused:
        with reading() as work:
            return _step(work, draft, process, step, raw, refused), status_of(refused)
    if step == NEW and raw.get("bouwsteen"):
        flash("Bewaard. Vul nu in waarmee de bouwsteen werkt.", "ok")
        return redirect(f"{address_of(draft, process)}/{kept}")
    flash("De stap is bewaard in het ontwerp; de tekening is mee veranderd.", "ok")
    return redirect(f"{address_of(draft, process)}#stap-{kept}")


@pages.post(f"{STEPS}/<step>/velden")
@login_required
def shown_questions(draft: str, process: str, step: str) -> dict[str, Any]:
    """Which questions these answers call for; nothing is kept."""
    with reading() as work:
        questions = _questions(work, draft, process, step)[0]
        return {"states": states_json(field_states(questions, posted.answers(questions), own_scope()))}


@pages.get(f"{STEPS}/<step>/weghalen")
@login_required
def ask_removal(draft: str, process: str, step: str) -> str:
    with reading() as work:
        return _removal(work, draft, process, step, None)


@pages.post(f"{STEPS}/<step>/weghalen")
@login_required
def remove(draft: str, process: str, step: str) -> Response | str | tuple[str, int]:
    if posted.page_action() == "kijken":
        with reading() as work:
            return _removal(work, draft, process, step, None)
    try:
        with writing() as work:
            outlines.take_away(work, draft, process, posted_revision(), step, _kept())
    except DomainError as refused:
        with reading() as work:
            return _removal(work, draft, process, step, refused), status_of(refused)
    flash("De stap is weggehaald. Bij «Ongedaan maken» haalt u hem terug.", "ok")
    return redirect(address_of(draft, process))


@pages.get(PROCESS)
@login_required
def process_page(draft: str, process: str) -> str:
    with reading() as work:
        return _process(work, draft, process, None, None)


@pages.post(PROCESS)
@login_required
def save_process(draft: str, process: str) -> Response | str | tuple[str, int]:
    with reading() as work:
        raw = posted.answers(outlines.questions_for_process(work, draft, process)[0])
        if action := posted.page_action():
            return _process(work, draft, process, posted.with_rows(raw, action), None)
    try:
        with writing() as work:
            outlines.save_process(work, draft, process, posted_revision(), raw)
    except DomainError as refused:
        with reading() as work:
            return _process(work, draft, process, raw, refused), status_of(refused)
    flash("Het proces is bewaard in het ontwerp.", "ok")
    return redirect(address_of(draft, process))


def _keep(work: Work, draft: str, process: str, step: str, raw: dict[str, Any]) -> str:
    if step == NEW:
        return outlines.insert_new(work, draft, process, posted_revision(), _place(), raw)
    outlines.save_step(work, draft, process, posted_revision(), step, raw)
    return step


def _place() -> NewPlace:
    kind = next((one for one in _HEADS if request.args.get(one)), "weg")
    return NewPlace(kind, request.args.get(kind, ""))


def _kept() -> str | None:
    return request.form.get("blijft") or request.args.get("blijft") or None


def _questions(work: Work, draft: str, process: str, step: str) -> tuple[Form, dict[str, Any]]:
    if step == NEW:
        return outlines.questions_for_new(work, draft, process, _place())
    return outlines.questions_for_step(work, draft, process, step)


def _step(
    work: Work, draft: str, process: str, step: str, given: dict[str, Any] | None, refused: DomainError | None
) -> str:
    questions, answers = _questions(work, draft, process, step)
    outline, is_new = outlines.get_outline(work, draft, process), step == NEW
    head = _HEADS[_place().kind] if is_new else f"Stap bewerken: {outline.model.nodes[step].name}"
    return _asked(
        work, draft, process, (questions, answers if given is None else given), refused, head=head, step=step,
        outline=outline, address=f"{address_of(draft, process)}/{step}", query=request.query_string.decode(),
        about=outline.model.nodes.get(_place().at),
    )  # fmt: skip


def _process(work: Work, draft: str, process: str, given: dict[str, Any] | None, refused: DomainError | None) -> str:
    questions, answers = outlines.questions_for_process(work, draft, process)
    outline = outlines.get_outline(work, draft, process)
    return _asked(
        work, draft, process, (questions, answers if given is None else given), refused, step="", query="",
        outline=outline, head=f"Proces bewerken: {outline.model.name}", about=None,
        address=address_of(draft, process).removesuffix("stappen") + "proces",
    )  # fmt: skip


def _asked(
    work: Work, draft: str, process: str, asked: tuple[Form, dict[str, Any]], refused: DomainError | None, **more: Any
) -> str:
    view = form_view(*asked, own_scope(), refused.fields if refused else ())
    names = names_of_process(more["outline"].model, get_author_facts(work, draft))
    return page(
        work, "werkwijzen/stap.html", draft=get_draft(work, draft), process=process, form=view, refused=refused,
        problems=view.problems, revision=posted_revision() or more["outline"].revision,
        conditions=[one.name for one in asked[0].fields if one.name.startswith("als")], names=names_json(names), **more,
    )  # fmt: skip


def _removal(work: Work, draft: str, process: str, step: str, refused: DomainError | None) -> str:
    outline = outlines.get_outline(work, draft, process)
    if step not in outline.model.nodes:
        raise NotFound("Deze stap staat niet (meer) in het diagram. Ga terug naar de stappenlijst.")
    ways = next((one.ways for one in outline.steps if one.node.id == step), ())
    kept = _kept() or next((way.flow.id for way in ways), None)
    losses: list[str] = []
    try:
        losses = outlines.find_losses(work, draft, process, step, kept)
    except DomainError as error:
        refused = refused or error
    return page(
        work, "werkwijzen/stap_weg.html", draft=get_draft(work, draft), process=process, outline=outline, ways=ways,
        node=outline.model.nodes[step], kept=kept, losses=losses, refused=refused,
    )  # fmt: skip
