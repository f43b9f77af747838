"""What people and the clock do in a sandbox: the same use cases as for real, each step by itself."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

import structlog
from sqlalchemy import func, select

from service.domain.actors import NOBODY, SYSTEM, Actor
from service.domain.errors import Conflict, DomainError, NotFound, StepFailed
from service.domain.expressions import ExpressionError
from service.domain.labels import label
from service.domain.permissions import is_own_task
from service.models import Case, Event, Incident, OutboxMail, Task
from service.usecases import cases, registrations, tasks
from service.usecases.accounts import find_account, get_actor
from service.usecases.open_work import who_would_do
from service.usecases.scoping import task_facts
from service.usecases.ticking import fire_due, next_due_at
from service.usecases.ways.trying.people import PREFIX, TOWN
from service.usecases.ways.trying.sandbox import Sandbox
from service.usecases.work import BrokenStep, Work

SPOKEN_FOR = ("melder", "vrager")
# A jump over years, in an example whose timers go on and on, ends here.
MAX_MOMENTS = 400
FURTHEST = timedelta(days=5 * 365)
Result = TypeVar("Result")
log = structlog.get_logger(__name__)
ACTIONS = {
    "plan_wijzigen": "Een planwijziging beginnen",
    "afschalen_voorstellen": "Afschalen voorstellen",
    "intrekken": "De aanmelding intrekken",
}


class TryFailed(DomainError):
    """A step of an example broke; nothing of it was kept. `process_key` and `element_id` say where."""

    sentence = "Deze stap ging mis. De proef staat waar hij stond."

    def __init__(self, message: str, process_key: str | None = None, element_id: str | None = None) -> None:
        self.process_key, self.element_id = process_key, element_id
        super().__init__(message)


def guarded(act: Callable[[], Result]) -> Result:
    """Do something in a sandbox; what nobody foresaw is told like any other step that breaks."""
    try:
        return act()
    except DomainError:
        raise
    except Exception as error:
        log.exception("dry_run_step_failed")
        raise TryFailed(_sentence(None, f"{type(error).__name__}: {error}")) from error


def register(box: Sandbox, answers: Mapping[str, Any]) -> None:
    """Send in the registration of the example, as its referrer would."""
    try:
        with box.factory.write(NOBODY) as work:
            registrations.register(work, str(answers.get("gemeente_brp") or TOWN), answers)
    except StepFailed as failed:
        raise explained(failed) from failed


def complete(
    box: Sandbox, task_id: int, answers: Mapping[str, Any], role: str | None = None, *, strict: bool = True
) -> Task:
    """Complete an open task as whoever would do it, or as the person of another role."""
    with box.factory.read(SYSTEM) as work:
        task = open_task(work, task_id)
        actor, behalf = _doer(work, task, role)
        work.session.expunge(task)
    try:
        with box.factory.write(actor) as work:
            said = tasks.OnBehalf(behalf, "telefoon", work.today) if behalf else None
            tasks.complete(work, task_id, answers, on_behalf=said, strict=strict)
    except StepFailed as failed:
        raise explained(failed, task) from failed
    return task


def open_task(work: Work, task_id: int) -> Task:
    """An open task of the example."""
    task = work.session.get(Task, task_id)
    if task is None:
        raise NotFound("Deze taak is er niet in deze proef. Ververs de pagina.")
    if task.ended_at is not None:
        raise Conflict("Deze taak staat niet meer open in deze proef. Ververs de pagina.")
    return task


def _doer(work: Work, task: Task, role: str | None) -> tuple[Actor, str | None]:
    """Who does it, and on whose behalf when it is recorded for them."""
    case = work.session.get(Case, task.case_id) if task.case_id else None
    account = who_would_do(work, task.id)
    if role is not None and role != task.role and role not in SPOKEN_FOR:
        account = find_account(work, f"{PREFIX}{role}")
    if account is None:
        raise Conflict(
            f"Niemand in deze proef kan de taak «{task.name}» doen: de rol {label('rol', task.role).lower()} is niet "
            "ingevuld."
        )
    actor = get_actor(work, account)
    own = is_own_task(actor, task_facts(task, case)) and task.role not in SPOKEN_FOR
    return actor, None if own else f"de {label('rol', task.role).lower()}"


def act(box: Sandbox, action: str) -> None:
    """Do something on the page of the case, as its process director."""
    if action not in ACTIONS:
        raise NotFound("Deze handeling bestaat niet.")
    with box.factory.read(SYSTEM) as work:
        case = the_case(work)
        if case is None:
            raise Conflict("Er is nog geen zaak. Rond eerst de taken van de aanmelding af.")
        number = case.number
        director = case.process_director_id or find_account(work, f"{PREFIX}secretaris")
        actor = get_actor(work, director) if director is not None else SYSTEM
    try:
        with box.factory.write(actor) as work:
            if action == "plan_wijzigen":
                cases.start_plan_change(work, number)
            elif action == "afschalen_voorstellen":
                cases.propose_scaling_down(work, number)
            else:
                cases.withdraw(work, number, "ouder_verzorger", "Zo wordt het intrekken geprobeerd.")
    except StepFailed as failed:
        raise explained(failed) from failed


def the_case(work: Work) -> Case | None:
    """The one case of the example; None as long as there is none."""
    return work.session.scalars(select(Case).order_by(Case.id).limit(1)).first()


def jump(box: Sandbox, to: datetime | None = None) -> int:
    """Go to the next moment at which something happens, or moment by moment to an instant; gives how many there were.

    Raises Conflict when nothing waits for the clock or the instant has been; TryFailed when a step breaks.
    """
    if to is not None and to < box.clock.now():
        raise Conflict("De klok van een proef gaat alleen vooruit. Kies een later moment, of maak stappen ongedaan.")
    if to is not None and to > box.clock.now() + FURTHEST:
        raise Conflict("Zo ver vooruit gaat de klok van een proef niet. Kies een dag binnen vijf jaar.")
    moments = 0
    while (due := _next(box)) is not None and (to is None or due <= to):
        box.clock.set(max(due, box.clock.now()))
        before = _seen(box)
        fired = _fire(box)
        moments += 1
        if not fired or (to is None and _seen(box) != before):
            break
        if moments >= MAX_MOMENTS:
            raise Conflict("Op de weg daarheen gebeurt meer dan een proef aankan. Spring naar een eerder moment.")
    if to is not None:
        box.clock.set(max(to, box.clock.now()))
    elif moments == 0:
        raise Conflict("Er is niets dat op de klok wacht. Rond een taak af om verder te gaan.")
    return moments


def _next(box: Sandbox) -> datetime | None:
    with box.factory.read(SYSTEM) as work:
        return next_due_at(work)


def _seen(box: Sandbox) -> tuple[int | None, ...]:
    """How much there is to see: a moment at which nothing shows is no moment to stop at."""
    with box.factory.read(SYSTEM) as work:
        newest = (work.session.scalar(select(func.max(model.id))) for model in (Event, OutboxMail, Task))
        return (*newest, len(box.visits))


def _fire(box: Sandbox) -> int:
    report = fire_due(box.factory)
    if report.failed:
        with box.factory.read(SYSTEM) as work:
            incident = newest_incident(work)
        element = incident.element_id if incident else None
        cause = incident.cause if incident else ""
        raise TryFailed(_sentence(element, cause), incident.process_key if incident else None, element)
    return report.fired


def newest_incident(work: Work) -> Incident | None:
    """The last thing that broke."""
    return work.session.scalars(select(Incident).order_by(Incident.last_at.desc(), Incident.id.desc()).limit(1)).first()


def explained(failed: StepFailed, task: Task | None = None) -> TryFailed:
    """What broke, for the author of the diagram."""
    broken = failed.__cause__
    if not isinstance(broken, BrokenStep):
        return TryFailed(failed.message)
    element = broken.element_id or (task.element_id if task else None)
    cause = broken.cause
    own = str(cause) if isinstance(cause, ExpressionError) else f"{type(cause).__name__}: {cause}"
    return TryFailed(_sentence(element, own), broken.process_key or (task.process_key if task else None), element)


def _sentence(element: str | None, cause: str) -> str:
    where = f"bij «{element}» " if element else ""
    why = f" Oorzaak: {cause}" if cause else ""
    return f"De stap {where}ging mis en is teruggedraaid; de proef staat waar hij stond.{why}"
