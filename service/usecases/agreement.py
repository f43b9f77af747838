"""Whether what pages and sweeps read of an instance agrees with the state that the engine keeps of it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import undefer

from service.domain.deadlines import AMSTERDAM, dutch_date
from service.domain.errors import DomainError
from service.engine import EngineError, NothingWaits, Outcome, Snapshot
from service.models import Case, ProcessInstance, RegistrationAttempt, Task
from service.usecases.links import find_theme
from service.usecases.steps import Step
from service.usecases.work import Work

BATCH = 200


@dataclass(frozen=True)
class Deviation:
    """One thing that is not as the state says; `text` is Dutch, `cause` English, and people solve a `blocking` one."""

    kind: str
    text: str
    cause: str = ""
    blocking: bool = False


@dataclass(frozen=True)
class Examined:
    """An instance that was looked at: what its state says (None when it cannot be read) and what deviates from it."""

    instance: ProcessInstance
    outcome: Outcome | None
    deviations: tuple[Deviation, ...]

    @property
    def blocking(self) -> bool:
        return any(found.blocking for found in self.deviations)


def examine(work: Work, instance: ProcessInstance) -> Examined:
    """Compare one running instance with its state, as it is in the database now."""
    return _compare(work, instance, _tasks(work, [instance.id]).get(instance.id, []))


def examine_running(work: Work, after_id: int = 0) -> list[Examined]:
    """Compare the next running instances, by id; empty when there are no more."""
    query = (
        select(ProcessInstance)
        .where(ProcessInstance.status == "running", ProcessInstance.id > after_id)
        .options(undefer(ProcessInstance.state))
        .order_by(ProcessInstance.id).limit(BATCH)
    )  # fmt: skip
    instances = list(work.session.scalars(query))
    tasks = _tasks(work, [instance.id for instance in instances])
    return [_compare(work, instance, tasks.get(instance.id, [])) for instance in instances]


def examine_all(work: Work) -> Iterator[Examined]:
    """Compare every running instance; what deviates is looked at twice, for it may just have moved."""
    last = 0
    while batch := examine_running(work, last):
        last = batch[-1].instance.id
        for found in batch:
            if found.deviations:
                work.session.expire(found.instance)
                if found.instance.status == "running":
                    yield examine(work, found.instance)
            else:
                yield found
        work.session.expunge_all()


def subject_of(work: Work, instance: ProcessInstance) -> str:
    """What an instance is about, in words: «Zaak RET-2026-001», «Aanmelding A-12»."""
    if instance.case_id is not None:
        return f"Zaak {work.session.get_one(Case, instance.case_id).number}"
    if instance.attempt_id is not None:
        return f"Aanmelding {work.session.get_one(RegistrationAttempt, instance.attempt_id).reference}"
    theme = find_theme(work.session, instance)
    return f"Thema {theme.key}" if theme else "Zonder zaak"


def name_of(work: Work, instance: ProcessInstance) -> str:
    """The instance in words: «Voortgang volgen» (proces 12)."""
    name = instance.process_key
    # Its key will do when what it runs on is not there.
    with suppress(EngineError, DomainError, KeyError):
        name = work.services.library.get(instance.release_id).processes[instance.process_key].name or name
    return f"«{name}» (proces {instance.id})"


def _tasks(work: Work, instance_ids: Sequence[int]) -> dict[int, list[Task]]:
    """All tasks that these instances ever had, open or not, by instance."""
    found: dict[int, list[Task]] = {}
    query = select(Task).where(Task.instance_id.in_(instance_ids)).execution_options(populate_existing=True)
    for task in work.session.scalars(query):
        found.setdefault(task.instance_id, []).append(task)
    return found


def _compare(work: Work, instance: ProcessInstance, tasks: Sequence[Task]) -> Examined:
    snapshot = Snapshot(instance.release_id, instance.process_key, instance.state)
    try:
        outcome = work.services.runner.inspect(snapshot, Step(work, instance, lambda _origin, _command: None))
    except NothingWaits as error:
        text = "staat niets open en wordt op niets gewacht, terwijl het niet klaar is"
        return Examined(instance, None, (Deviation("niets_open", text, str(error), blocking=True),))
    except (EngineError, DomainError) as error:
        text = "past de bewaarde stand niet bij de werkwijze waarop het loopt"
        return Examined(instance, None, (Deviation("onleesbaar", text, str(error), blocking=True),))
    return Examined(instance, outcome, tuple([*_columns(instance, outcome), *_open_tasks(tasks, outcome)]))


def _columns(instance: ProcessInstance, outcome: Outcome) -> Iterator[Deviation]:
    if outcome.status != "running":
        yield Deviation("status", "is het proces klaar, maar staat het nog als lopend in de lijst")
    elif instance.next_due_at != outcome.next_due_at:
        right, wrong = _moment(outcome), _day(instance)
        yield Deviation("termijn", f"staat de eerstvolgende termijn in de lijst op {wrong}; het moet zijn: {right}")
    if set(instance.messages) != set(outcome.messages):
        yield Deviation("berichten", "klopt niet op welke berichten het wacht")
    if {(key, element) for key, element in instance.active} != set(outcome.active):
        yield Deviation("plaats", "klopt niet waar het proces staat")


def _moment(outcome: Outcome) -> str:
    due_at = outcome.next_due_at
    return dutch_date(due_at.astimezone(AMSTERDAM).date()) if due_at is not None else "geen termijn"


def _day(instance: ProcessInstance) -> str:
    due_at = instance.next_due_at
    return dutch_date(due_at.astimezone(AMSTERDAM).date()) if due_at is not None else "geen termijn"


def _open_tasks(tasks: Iterable[Task], outcome: Outcome) -> Iterator[Deviation]:
    known = {task.spiff_id: task for task in tasks}
    wanted = {opened.spiff_id: opened for opened in outcome.open_tasks}
    for spiff_id, opened in wanted.items():
        task = known.get(spiff_id)
        if task is not None and task.completed_at is not None:
            text = f"is de taak «{opened.name}» afgerond, maar wacht het proces er nog op"
            yield Deviation("taak_afgerond", text, f"task {task.id} is completed and still READY", blocking=True)
        elif task is None or task.ended_at is not None:
            yield Deviation("taak_ontbreekt", f"ontbreekt de taak «{opened.name}» op de werklijst")
        elif opened.held_on is None and (task.due_on != opened.due_on or task.paused_until is not None):
            # A suspended task shows the day on which it will be due if the pause lasts as long as was meant.
            right = dutch_date(opened.due_on)
            yield Deviation(
                "vervaldatum", f"staat de taak «{opened.name}» op een andere dag in de werklijst dan {right}"
            )
    for spiff_id, task in known.items():
        if task.ended_at is None and spiff_id not in wanted:
            yield Deviation("taak_te_veel", f"staat de taak «{task.name}» nog op de werklijst, terwijl hij voorbij is")
