"""A process as a list of steps: for who works with the keyboard or a screen reader, or on a narrow screen."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import Conflict, DomainError
from service.usecases.ways import outlines
from service.usecases.ways.author_facts import get_author_facts
from service.usecases.ways.draft_checks import check_draft
from service.usecases.ways.draft_files import note_presence
from service.usecases.ways.drafts import get_draft
from service.usecases.ways.step_form import STRANGE
from service.usecases.ways.undoing import find_undoing, undo_change
from service.usecases.work import Work
from service.web import posted
from service.web.author_json import KINDS
from service.web.errors import status_of
from service.web.opening import page, reading, writing

pages = Blueprint("outline", __name__)
STEPS = "/werkwijzen/ontwerpen/<draft>/diagram/<process>/stappen"
Place = tuple[Work, str, str, int]
_SAVED = "Bewaard in het ontwerp; de tekening is mee veranderd."


@pages.get(STEPS)
@login_required
def steps(draft: str, process: str) -> str:
    with writing() as work:  # being here is noted
        return _list(work, draft, process, others=note_presence(work, draft, "diagram", process))


@pages.post(STEPS)
@login_required
def change(draft: str, process: str) -> Response | tuple[str, int]:
    """One act on the list: the button says which and about what, `verplaats:step`."""
    act, _, about = posted.page_action().partition(":")
    try:
        with writing() as work:
            said = _ACTS.get(act, _nothing)((work, draft, process, posted_revision()), about) or _SAVED
    except DomainError as refused:
        with reading() as work:
            return _list(work, draft, process, refused), status_of(refused)
    flash(said, "ok")
    stays = act in ("verplaats", "eerder", "later")
    return redirect(address_of(draft, process) + (f"#stap-{about}" if stays else "#banen" if "baan" in act else ""))


def _nothing(_place: Place, _about: str) -> str:
    raise Conflict("Kies wat er met de stap moet gebeuren.")


def _move(place: Place, step: str) -> None:
    outlines.move_to(*place, step, request.form.get(f"naar:{step}", ""))


def _lane_in(place: Place, _about: str) -> None:
    outlines.add_lane(*place, request.form.get("baan_rol", ""))


def _lane_role(place: Place, lane: str) -> None:
    outlines.change_lane(*place, lane, request.form.get(f"rol:{lane}", ""))


def _undo(place: Place, _about: str) -> str:
    work, draft, process, revision = place
    return f"Ongedaan gemaakt: {undo_change(work, draft, 'diagram', process, revision)}."


def _redo(place: Place, _about: str) -> str:
    work, draft, process, revision = place
    return f"Opnieuw gedaan: {undo_change(work, draft, 'diagram', process, revision, back=False)}."


_ACTS: Mapping[str, Callable[[Place, str], Any]] = {
    "weg": lambda place, step: outlines.take_away(*place, step) and None,
    "verplaats": _move,
    "eerder": lambda place, step: outlines.swap(*place, step, later=False) and None,
    "later": lambda place, step: outlines.swap(*place, step, later=True) and None,
    "weg_weg": lambda place, flow: outlines.take_way_away(*place, flow) and None,
    "baan_erbij": _lane_in,
    "baan_rol": _lane_role,
    "baan_weg": lambda place, lane: outlines.change_lane(*place, lane, "") and None,
    "teken": lambda place, _: outlines.draw_anew(*place) and "Het hele proces is opnieuw getekend.",
    "ongedaan": _undo,
    "opnieuw": _redo,
}


def _list(work: Work, draft: str, process: str, refused: DomainError | None = None, others: Any = ()) -> str:
    findings = [one for one in check_draft(work, draft) if one.file.removesuffix(".bpmn") == process]
    kinds = {key[:1].lower() + key[1:]: name for key, name in KINDS.items()} | dict(STRANGE)
    return page(
        work, "werkwijzen/stappen.html", draft=get_draft(work, draft), refused=refused, others=others, kinds=kinds,
        outline=outlines.get_outline(work, draft, process), findings=findings, process=process,
        roles=get_author_facts(work, draft).roles, undoing=find_undoing(work, draft, "diagram", process),
    )  # fmt: skip


def posted_revision() -> int:
    """The revision that the page was made of."""
    given = request.form.get("_revisie", "")
    return int(given) if given.isdigit() else 0


def address_of(draft: str, process: str) -> str:
    """The list of steps of a process."""
    return f"/werkwijzen/ontwerpen/{draft}/diagram/{process}/stappen"
