"""Reading where an example stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from service.domain.deadlines import dutch_day
from service.domain.labels import label
from service.engine import ProcessModel
from service.models import Account, Escalation, Event, OutboxMail, ProcessInstance, RegistrationAttempt, Task
from service.settings.roles import lane_roles
from service.usecases.case_actions import possible_actions
from service.usecases.diagram_reads import view_of
from service.usecases.open_work import shown_state
from service.usecases.ways.trying.acting import ACTIONS, the_case
from service.usecases.ways.trying.people import role_of
from service.usecases.ways.trying.sandbox import PREPARED, RELEASE
from service.usecases.ways.trying.shapes import PlaceView, TryEnd, TryEscalation, TryLine, TryMessage, TryTask
from service.usecases.work import AMSTERDAM, Work

Passed = Mapping[str, Iterable[str]]
_LEVELS = (("ambtelijk", "official_opened_on"), ("bestuurlijk", "administrative_opened_on"))


def open_tasks(work: Work) -> list[TryTask]:
    """What is open, earliest due first."""
    query = select(Task).where(Task.ended_at.is_(None)).order_by(Task.due_on, Task.id)
    return [_task(work, task) for task in work.session.scalars(query)]


def _task(work: Work, task: Task) -> TryTask:
    person = work.session.get(Account, task.assignee_id) if task.assignee_id else None
    nobody = task.assignee_id is None and task.pool_role is None and task.pool_organisation_id is None
    return TryTask(
        id=task.id,
        element_id=task.element_id,
        process_key=task.process_key,
        name=task.name,
        role=task.role,
        role_label=label("rol", task.role),
        person=person.name if person else None if nobody else f"groep {label('rol', task.role).lower()}",
        due_on=task.due_on,
        due_why=task.due_why,
        subject=task.subject_text,
        planned=task.startable_on > work.today,
    )


def one_task(work: Work, task: Task) -> TryTask:
    """The same for one task."""
    return _task(work, task)


def messages(work: Work) -> list[TryMessage]:
    """What would have been sent, oldest first."""
    query = select(OutboxMail, Account).outerjoin(Account, Account.id == OutboxMail.account_id)
    return [
        TryMessage(
            at=mail.created_at,
            kind=mail.kind,
            role=(role := role_of(account.key) if account else mail.owner or "melder"),
            role_label=label("rol", role),
            to=account.name if account else mail.to,
            subject=mail.subject,
            text=mail.body,
        )
        for mail, account in work.session.execute(query.order_by(OutboxMail.id))
    ]


def escalations(work: Work) -> list[TryEscalation]:
    """Every level that was opened, in order."""
    found = []
    for row in work.session.scalars(select(Escalation).order_by(Escalation.id)):
        for level, column in _LEVELS:
            opened = getattr(row, column)
            if opened is not None:
                automatic = row.start_mode == "automatisch" or level == "bestuurlijk"
                found.append(TryEscalation(row.key, level, label("niveau", level), opened, automatic, row.question))
    return found


def log(work: Work) -> list[TryLine]:
    """What happened, oldest first."""
    query = select(Event, Account.name).outerjoin(Account, Account.id == Event.actor_id).order_by(Event.id)
    return [
        TryLine(
            at=event.at,
            text=event.text,
            by=name,
            automatic=event.automatic,
            rule=event.data.get("regelTekst"),
            process_key=event.process_key,
            element_id=event.element_id,
        )
        for event, name in work.session.execute(query)
    ]


def places(work: Work, passed: Passed) -> list[PlaceView]:
    """Every process that the example came through; what runs now first."""
    models = work.services.library.get(RELEASE).processes
    active: defaultdict[str, list[str]] = defaultdict(list)
    for instance in work.session.scalars(select(ProcessInstance).order_by(ProcessInstance.id)):
        for process_key, element_id in instance.active if instance.status == "running" else ():
            if element_id not in active[process_key]:
                active[process_key].append(element_id)
    keys = [key for key in dict.fromkeys((*active, *passed)) if key in models]
    return [_place(models[key], active.get(key, []), list(passed.get(key, ()))) for key in keys]


def _place(model: ProcessModel, active: Sequence[str], passed: Sequence[str]) -> PlaceView:
    found = view_of(model, set(active), set(passed))
    # Between two elements that were reached runs the way that was taken; only what is passed is noted.
    reached = {*active, *passed}
    way = [flow.id for flow in model.flows if flow.source in passed and flow.target in reached]
    return PlaceView(model.key, model.name, found.active or active, [*passed, *way], found.text)


def ends(work: Work, passed: Passed) -> list[TryEnd]:
    """The processes of the example that ended, in order."""
    models = work.services.library.get(RELEASE).processes
    query = (
        select(ProcessInstance)
        .where(ProcessInstance.status != "running", is_tried())
        .order_by(ProcessInstance.ended_at)
    )
    found = []
    for instance in work.session.scalars(query):
        model = models[instance.process_key]
        result = instance.result or instance.status
        names = [
            node.name for one in passed.get(model.key, ()) if (node := model.nodes.get(one)) and node.result == result
        ]
        found.append(TryEnd(model.key, model.name, result, names[-1] if names else result))
    return found


def is_over(work: Work) -> bool:
    """Whether what was started came to its end."""
    first = select(ProcessInstance.status).where(is_tried()).order_by(ProcessInstance.id).limit(1)
    return work.session.scalar(first) != "running"


def is_tried() -> ColumnElement[bool]:
    """Not what only brought the example to where it is tried."""
    return func.coalesce(ProcessInstance.result, "") != PREPARED


def next_text(work: Work, due: datetime | None) -> str:
    """What the clock waits for, in one Dutch sentence."""
    if due is None:
        return "Er is niets dat op de klok wacht."
    local = due.astimezone(AMSTERDAM)
    return f"Het volgende moment is {dutch_day(local.date())} om {local:%H:%M} uur."


def roles(work: Work) -> Sequence[tuple[str, str]]:
    """As whom a task can be completed."""
    return sorted(lane_roles(work.services.settings.config_dir).items(), key=lambda pair: pair[1])


def standing(work: Work) -> tuple[str | None, str]:
    """The number of the case, and how it stands as people see it."""
    case = the_case(work)
    if case is not None:
        return case.number, shown_state(work, case.number) or ""
    reference = work.session.scalars(select(RegistrationAttempt.reference).limit(1)).first()
    return None, (shown_state(work, reference) or "") if reference else ""


def actions(work: Work) -> Sequence[tuple[str, str]]:
    """What can be done besides tasks."""
    case = the_case(work)
    if case is None:
        return ()
    running = list(
        work.session.scalars(
            select(ProcessInstance).where(ProcessInstance.case_id == case.id, ProcessInstance.status == "running")
        )
    )
    return [(key, ACTIONS[key]) for key in possible_actions(case, running) if key in ACTIONS]
