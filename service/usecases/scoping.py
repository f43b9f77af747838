"""What an actor may see, as conditions on queries: every list and every look-up goes through here."""

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, or_, select, true
from sqlalchemy.orm import undefer

from service.domain.actors import Actor
from service.domain.errors import NotFound
from service.domain.permissions import MANAGING, STAFF, CaseFacts, CaseView, TaskFacts, case_view, may_see_task
from service.models import Case, Participant, ProcessInstance, Region, RegistrationAttempt, Task
from service.usecases.work import Work


def full_cases(actor: Actor, today: object) -> ColumnElement[bool]:
    """Cases whose content the actor may see."""
    if actor.system:
        return true()
    me = actor.persons
    if not me:
        return false()
    takes_part = exists().where(
        Participant.case_id == Case.id,
        Participant.account_id.in_(me),
        or_(Participant.until_on.is_(None), Participant.until_on >= today),
    )
    return or_(
        Case.team_id.in_(actor.teams(*STAFF)),
        Case.process_director_id.in_(me),
        Case.case_director_id.in_(me),
        takes_part,
    )


def listed_cases(actor: Actor, today: object) -> ColumnElement[bool]:
    """Cases the actor may see at all, be it only their terms."""
    return or_(full_cases(actor, today), Case.municipality_id.in_(actor.municipalities(*MANAGING)))


def own_tasks(actor: Actor) -> ColumnElement[bool]:
    """Tasks in the actor's name."""
    return Task.assignee_id == actor.account_id if actor.account_id is not None else false()


def pool_tasks(actor: Actor) -> ColumnElement[bool]:
    """Tasks nobody has yet, in a pool the actor belongs to."""
    pools = [
        and_(Task.pool_role == grant.role, Task.team_id == grant.team_id)
        for grant in actor.grants
        if grant.team_id is not None
    ]
    pools += [
        and_(Task.pool_role == grant.role, Task.region_id == grant.region_id)
        for grant in actor.grants
        if grant.region_id is not None
    ]
    organisations = actor.organisations()
    if organisations:
        pools.append(Task.pool_organisation_id.in_(organisations))
    return and_(Task.assignee_id.is_(None), or_(*pools)) if pools else false()


def visible_tasks(actor: Actor) -> ColumnElement[bool]:
    """All tasks the actor may see."""
    if actor.system:
        return true()
    return or_(own_tasks(actor), pool_tasks(actor), Task.team_id.in_(actor.teams(*STAFF)))


def task_facts(task: Task, case: Case | None) -> TaskFacts:
    """The facts of a task that the rules look at."""
    return TaskFacts(
        role=task.role,
        assignee_id=task.assignee_id,
        pool_role=task.pool_role,
        pool_organisation_id=task.pool_organisation_id,
        team_id=task.team_id,
        region_id=task.region_id,
        process_director_id=case.process_director_id if case else None,
    )


def case_facts(work: Work, case: Case) -> CaseFacts:
    """The facts of a case that the rules look at."""
    participants = work.session.scalars(
        select(Participant.account_id).where(
            Participant.case_id == case.id,
            Participant.account_id.is_not(None),
            or_(Participant.until_on.is_(None), Participant.until_on >= work.today),
        )
    )
    return CaseFacts(
        team_id=case.team_id,
        municipality_id=case.municipality_id,
        process_director_id=case.process_director_id,
        case_director_id=case.case_director_id,
        participant_ids=frozenset(p for p in participants if p is not None),
    )


def get_visible_case(work: Work, number: str) -> tuple[Case, CaseView]:
    """A case the actor may see, with how much of it; everything else is NotFound."""
    case = work.session.scalars(select(Case).where(Case.number == number)).first()
    view = case_view(work.actor, case_facts(work, case)) if case else CaseView.NOTHING
    if case is None or view is CaseView.NOTHING:
        raise NotFound(f"Zaak {number} is niet gevonden, of is niet voor u.")
    return case, view


def get_full_case(work: Work, number: str) -> Case:
    """A case whose content the actor may see; everything else is NotFound."""
    case, view = get_visible_case(work, number)
    if view is not CaseView.FULL:
        raise NotFound(f"Zaak {number} is niet gevonden, of is niet voor u.")
    return case


# Put together once: every completion asks these.
_TASK = (
    select(Task, Case, ProcessInstance, Region)
    .join(ProcessInstance, ProcessInstance.id == Task.instance_id)
    .join(Region, Region.id == Task.region_id)
    .outerjoin(Case, Case.id == Task.case_id)
    .where(Task.id == bindparam("task"))
)
_FRESH = (
    _TASK.add_columns(RegistrationAttempt)
    .outerjoin(RegistrationAttempt, RegistrationAttempt.id == Task.attempt_id)
    .options(undefer(ProcessInstance.state))
    .execution_options(populate_existing=True)
)
_LOCK_CASE = (
    select(Case.id)
    .join(Task, Task.case_id == Case.id)
    .where(Task.id == bindparam("task"))
    .with_for_update(of=Case, key_share=True)
)
_LOCK_INSTANCE = (
    select(ProcessInstance.id)
    .join(Task, Task.instance_id == ProcessInstance.id)
    .where(Task.id == bindparam("task"))
    .with_for_update(of=ProcessInstance, key_share=True)
)


def get_visible_task(work: Work, task_id: int, *, fresh: bool = False) -> tuple[Task, Case | None]:
    """A task the actor may see, with its case; everything else is NotFound.

    Its instance and region come along in the same statement: whoever asks for a task needs them next.
    """
    found = work.session.execute(_FRESH if fresh else _TASK, {"task": task_id}).first()
    if found is None or not may_see_task(work.actor, task_facts(found[0], found[1])):
        raise NotFound("Deze taak is niet gevonden, of is niet voor u.")
    return found[0], found[1]


def get_locked_task(work: Work, task_id: int) -> tuple[Task, Case | None]:
    """The same with its case held until the transaction ends, and everything read after it was held.

    The rows are read anew: while we waited for the case, somebody else may have completed the task.
    """
    if work.services.database.is_sqlite:
        # A transaction that writes holds the whole database from its beginning.
        return get_visible_task(work, task_id, fresh=True)
    if work.session.scalar(_LOCK_CASE, {"task": task_id}) is None:
        # Without a case the instance itself is what two may not hold at once.
        work.session.scalar(_LOCK_INSTANCE, {"task": task_id})
    return get_visible_task(work, task_id, fresh=True)
