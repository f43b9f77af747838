"""Who may see and do what, as pure rules over an actor and a few facts (DOMAIN 3.4). Denied unless said here."""

from dataclasses import dataclass
from enum import Enum

from service.domain.actors import Actor

STAFF = ("procesregisseur", "secretaris", "voorzitter", "triagist", "adviseur", "gedragsdeskundige")
DIRECTING = ("procesregisseur", "secretaris", "voorzitter")
MANAGING = ("manager", "ambtelijk_escalatiehouder")
OPERATOR = "beheerder"
INCIDENT_READERS = ("voorzitter", "secretaris")
# People in these lanes often have no account: the team may record their answer «namens».
OUTSIDER_LANES = frozenset(
    {"melder", "vrager", "partij", "aanbieder", "casusregisseur", "expertisenetwerk", "moederorganisatie"}
)


class CaseView(Enum):
    """How much of a case an actor sees."""

    NOTHING = 0
    TERMS = 1  # number, dates, status, escalations: a manager
    FULL = 2


@dataclass(frozen=True)
class CaseFacts:
    """What the rules need to know of a case."""

    team_id: int
    municipality_id: int
    process_director_id: int | None
    case_director_id: int | None
    participant_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class TaskFacts:
    """What the rules need to know of a task."""

    role: str
    assignee_id: int | None
    pool_role: str | None
    pool_organisation_id: int | None
    team_id: int | None
    region_id: int
    process_director_id: int | None = None


def case_view(actor: Actor, case: CaseFacts) -> CaseView:
    """How much of this case the actor sees."""
    if actor.system or case.team_id in actor.teams(*STAFF):
        return CaseView.FULL
    if actor.persons & {case.process_director_id, case.case_director_id, *case.participant_ids}:
        return CaseView.FULL
    if case.municipality_id in actor.municipalities(*MANAGING):
        return CaseView.TERMS
    return CaseView.NOTHING


def may_direct(actor: Actor, case: CaseFacts) -> bool:
    """Change directors, write notes, start a plan change, propose scaling down, withdraw."""
    return actor.system or case.team_id in actor.teams(*DIRECTING) or case.process_director_id in actor.persons


def may_watch(actor: Actor) -> bool:
    """Follow the terms of many cases: who directs a team, and who manages for a municipality."""
    return actor.system or bool(actor.teams(*DIRECTING) or actor.municipalities(*MANAGING))


def may_operate(actor: Actor) -> bool:
    """Look at incidents with their technical side and put them right, in the whole installation; no case content."""
    return actor.system or actor.has(OPERATOR)


def is_own_task(actor: Actor, task: TaskFacts) -> bool:
    """Assigned to the actor, or nobody's yet and in a pool the actor belongs to."""
    if actor.account_id is not None and task.assignee_id == actor.account_id:
        return True
    return task.assignee_id is None and in_pool(actor, task)


def in_pool(actor: Actor, task: TaskFacts) -> bool:
    """Whether the actor belongs to the pool this task is for."""
    if task.pool_organisation_id is not None and task.pool_organisation_id in actor.organisations():
        return True
    if task.pool_role is None:
        return False
    return task.team_id in actor.teams(task.pool_role) or task.region_id in actor.regions(task.pool_role)


def may_act_for(actor: Actor, task: TaskFacts) -> bool:
    """Complete an outsider's task on their behalf, with channel and date."""
    if is_own_task(actor, task):
        return False
    nobody = task.assignee_id is None and task.pool_role is None and task.pool_organisation_id is None
    return (task.role in OUTSIDER_LANES or nobody) and _directs(actor, task)


def may_complete(actor: Actor, task: TaskFacts) -> bool:
    """Complete it as oneself, or on behalf of somebody."""
    return actor.system or is_own_task(actor, task) or may_act_for(actor, task)


def may_claim(actor: Actor, task: TaskFacts) -> bool:
    """Take a task out of the pool."""
    return task.assignee_id is None and in_pool(actor, task)


def may_assign(actor: Actor, task: TaskFacts) -> bool:
    """Give a task to somebody (else)."""
    return actor.system or _directs(actor, task)


def may_see_task(actor: Actor, task: TaskFacts) -> bool:
    """Own tasks, and for the team's staff all tasks of the team."""
    return (
        actor.system or is_own_task(actor, task) or (task.team_id is not None and task.team_id in actor.teams(*STAFF))
    )


def _directs(actor: Actor, task: TaskFacts) -> bool:
    if task.process_director_id in actor.persons:
        return True
    return task.team_id is not None and task.team_id in actor.teams(*DIRECTING)
