"""Dividing the work: many tasks to one person, with one reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from service.domain.actors import Actor
from service.domain.errors import DomainError, FieldError, InvalidInput
from service.domain.labels import label
from service.domain.permissions import DIRECTING, STAFF
from service.models import Account, Municipality, RoleGrant, Task, TeamRegion
from service.usecases.assignment import valid_on
from service.usecases.notifications import About, notify_account
from service.usecases.scoping import get_visible_task, visible_tasks
from service.usecases.shapes import Choice, Division, Refusal
from service.usecases.task_rows import task_rows
from service.usecases.tasks import assign
from service.usecases.work import Work, WorkFactory

MAX_TASKS = 100
# Who may get the tasks that the team itself cannot take over.
_OFFICIALS = ("ambtelijk_escalatiehouder", "bestuurlijk_escalatiehouder", "inkoop", "opdrachtgever")


@dataclass(frozen=True)
class _Person:
    """Who gets the tasks; outlives the transactions."""

    id: int
    name: str


def assign_many(
    factory: WorkFactory, actor: Actor, task_ids: Sequence[int], account_id: int | None, reason: str
) -> Division:
    """Give these tasks to somebody; what cannot be given is named, the rest is done.

    Each task has a transaction of its own: a refusal or a lost race costs that task and not the pile, and nobody's
    lock is held longer than for one task. Doing it again is harmless: a task that is this person's already stays so.
    """
    wanted = list(dict.fromkeys(task_ids))
    with factory.read(actor) as work:
        assignee = _ensure_complete(work, wanted, account_id, reason)
        names = _names(work, wanted)
    assigned, unchanged, refused = list[int](), list[int](), list[Refusal]()
    for task_id in wanted:
        try:
            with factory.write(actor) as work:
                pile = len(wanted) > 1
                changed = _give(work, task_id, assignee, reason, tell=not pile)
                if pile and changed and not assigned:
                    _tell_once(work, task_id, assignee)
        except DomainError as error:
            refused.append(Refusal(task_id, names.get(task_id, f"Taak {task_id}"), _why(error, assignee)))
        else:
            (assigned if changed else unchanged).append(task_id)
    return Division(assignee.name, assigned, unchanged, refused)


def find_assignable(work: Work) -> list[Choice]:
    """The people among whom the actor may divide work: own staff, and officials of the regions; one query."""
    teams = work.actor.teams(*DIRECTING)
    if not teams:
        return []
    regions = select(TeamRegion.region_id).where(TeamRegion.team_id.in_(teams))
    here = or_(
        RoleGrant.team_id.in_(teams),
        RoleGrant.region_id.in_(regions),
        RoleGrant.municipality_id.in_(select(Municipality.id).where(Municipality.region_id.in_(regions))),
    )
    rows = work.session.execute(
        select(Account.id, Account.name, RoleGrant.role).join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(Account.active, RoleGrant.role.in_((*STAFF, *_OFFICIALS)), here, *valid_on(work.today))
        .distinct().order_by(Account.name, Account.id, RoleGrant.role)
    ).all()  # fmt: skip
    roles: dict[tuple[int, str], list[str]] = {}
    for account_id, name, role in rows:
        roles.setdefault((account_id, name), []).append(label("rol", role).lower())
    return [Choice(str(key), f"{name} ({', '.join(held)})") for (key, name), held in roles.items()]


def _ensure_complete(work: Work, task_ids: Sequence[int], account_id: int | None, reason: str) -> _Person:
    """Everything that is wrong with the request as a whole, at once."""
    account = work.session.get(Account, account_id) if account_id is not None else None
    mistakes = []
    if not task_ids:
        mistakes.append(FieldError("taken", "Kies minstens één taak."))
    if len(task_ids) > MAX_TASKS:
        mistakes.append(FieldError("taken", f"Kies hooguit {MAX_TASKS} taken tegelijk."))
    if account is None or not account.active:
        mistakes.append(FieldError("account", "Kies aan wie u de taken geeft."))
    if not reason.strip():
        mistakes.append(FieldError("reden", "Schrijf waarom deze taken naar iemand anders gaan."))
    if mistakes or account is None:
        raise InvalidInput(fields=mistakes)
    return _Person(account.id, account.name)


def _names(work: Work, task_ids: Sequence[int]) -> Mapping[int, str]:
    rows = task_rows(work, Task.id.in_(task_ids), visible_tasks(work.actor))
    return {row.id: f"{row.name} ({row.subject})" for row in rows}


def _give(work: Work, task_id: int, assignee: _Person, reason: str, *, tell: bool) -> bool:
    """Whether it was not this person's yet, and now is."""
    task, _ = get_visible_task(work, task_id)
    if task.ended_at is None and task.assignee_id == assignee.id:
        return False
    assign(work, task_id, assignee.id, reason, tell=tell)
    return True


def _tell_once(work: Work, first: int, assignee: _Person) -> None:
    """One message for the pile, in the transaction of its first task: at least one of them is sure to be theirs."""
    if assignee.id != work.actor.account_id:
        about = About(subject=f"taken:{first}:{work.now.isoformat()}")
        notify_account(work, assignee.id, "taken_toegewezen", about)


def _why(error: DomainError, assignee: _Person) -> str:
    if isinstance(error, InvalidInput):
        return f"{assignee.name} kan deze taak niet krijgen: hij hoort bij een andere rol of een ander team."
    return error.message
