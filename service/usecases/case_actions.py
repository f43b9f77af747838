"""What somebody may do with a case besides its tasks; the same answer for the page and for the API."""

from collections.abc import Sequence
from typing import Any

from service.domain.permissions import CaseFacts, may_direct
from service.domain.status import RUNNING_PLAN
from service.models import Case, ProcessInstance
from service.usecases import case_people
from service.usecases.help_starts import awaits_start
from service.usecases.work import Work

NONE: dict[str, Any] = {"may_direct": False, "actions": (), "directors": (), "case_directors": ()}


def of(work: Work, case: Case, facts: CaseFacts, running: Sequence[ProcessInstance]) -> dict[str, Any]:
    """The actions that make sense now, with the candidates for both directors."""
    directs = may_direct(work.actor, facts)
    actions = possible_actions(case, running) if directs else ()
    if not directs and work.actor.account_id == case.case_director_id and _awaits(running, "afschalen_voorgesteld"):
        # The case director sees first that it goes well; proposing is not deciding.
        actions = ("afschalen_voorstellen",)
    if (directs or work.actor.account_id == case.case_director_id) and running and awaits_start(work, case):
        actions = (*actions, "hulp_gestart")
    may_move = "regie_wijzigen" in actions
    return {
        "may_direct": directs,
        "actions": actions,
        "directors": case_people.director_choices(work, case, "procesregisseurs") if may_move else (),
        "case_directors": case_people.director_choices(work, case, "casusregisseurs") if may_move else (),
    }


def possible_actions(case: Case, running: Sequence[ProcessInstance]) -> Sequence[str]:
    """What makes sense now for who directs the case."""
    open_case, moves = bool(running), case.paused_until is None
    changing = any(instance.process_key == "ret_planwijziging" for instance in running)
    possible = {
        "notitie": True,
        "afschalen_voorstellen": moves and _awaits(running, "afschalen_voorgesteld"),
        "plan_wijzigen": moves and case.status == RUNNING_PLAN and not changing,
        "netwerk_vragen": moves and open_case,
        "regie_wijzigen": open_case,
        "intrekken": _awaits(running, "intrekken"),
    }
    return tuple(action for action, makes_sense in possible.items() if makes_sense)


def _awaits(running: Sequence[ProcessInstance], message: str) -> bool:
    return any(message in instance.messages for instance in running)
