"""The unit of work: one transaction, one actor, one instant."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from service.db import Database, was_overtaken
from service.domain.actors import SYSTEM, Actor
from service.domain.errors import Overtaken, StepFailed
from service.engine import EngineError, Library, Runner
from service.models import Case, Draft, Event, Incident, Notification, ProcessInstance, Submission, Task
from service.ports import Clock, HandlerTable
from service.settings import RegionSettings, Settings

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True)
class Services:
    """Everything that lives as long as the process, put together once in the composition root."""

    database: Database
    clock: Clock
    library: Library
    runner: Runner
    regions: RegionSettings
    handlers: HandlerTable
    settings: Settings


class BrokenStep(Exception):
    """A step failed unexpectedly; says where, so that the incident can."""

    def __init__(
        self,
        cause: BaseException,
        *,
        instance_id: int | None,
        case_id: int | None,
        task_id: int | None = None,
        process_key: str | None = None,
        element_id: str | None = None,
        handler: str | None = None,
    ) -> None:
        self.cause, self.instance_id, self.case_id, self.task_id = cause, instance_id, case_id, task_id
        self.process_key, self.element_id, self.handler = process_key, element_id, handler
        # What somebody had typed: kept as their draft, whatever way it came in.
        self.entered: Mapping[str, Any] | None = None
        super().__init__(f"{type(cause).__name__}: {cause}")


class ToldFailure(Exception):
    """A failure that people must hear about, besides the operator; whoever waits for it waits on, however long.

    `sentence` is Dutch and says what it means and who can do something about it; the text is English, for the log.
    """

    sentence = StepFailed.sentence

    def tell(self, work: "Work", incident: Incident) -> None:
        """Tell them, once for this incident."""
        raise NotImplementedError


class Work:
    """One transaction on behalf of one actor; `now` is fixed when it begins."""

    def __init__(self, services: Services, session: Session, actor: Actor) -> None:
        self.services, self.session, self.actor = services, session, actor
        self.clock = services.clock
        self.now: datetime = services.clock.now()
        self.counted_day: date | None = None
        # What became open in this transaction: whoever completed a task is told what comes next.
        self.opened_tasks: list[Task] = []
        # What was answered in this transaction, by instance and form: nothing in the database is newer.
        self.answered: dict[tuple[int, str], Submission] = {}
        # Messages of this transaction that tell of a task themselves, by receiver and place: no second one comes.
        self.announced: dict[tuple[int, str], Notification] = {}

    @property
    def today(self) -> date:
        """The day this work counts for: that of the timer that fired, else that of the clock, in Amsterdam."""
        return self.counted_day or self.now.astimezone(AMSTERDAM).date()


class WorkFactory:
    """Opens units of work."""

    def __init__(self, services: Services) -> None:
        self.services = services

    @contextmanager
    def write(self, actor: Actor = SYSTEM) -> Iterator[Work]:
        """Returning commits, raising rolls back; a broken step is recorded as an incident and raised as StepFailed.

        Raises Overtaken when it failed only because another transaction wanted the same rows.
        """
        with self.services.database.write() as session:
            work = Work(self.services, session, actor)
            try:
                yield work
                session.commit()
            except BrokenStep as broken:
                session.rollback()
                self._record(broken, actor)
                told = broken.cause if isinstance(broken.cause, ToldFailure) else None
                raise StepFailed(told.sentence if told else None) from broken
            except Exception as error:
                session.rollback()
                if was_overtaken(error):
                    raise Overtaken from error
                raise
            except BaseException:
                session.rollback()
                raise

    @contextmanager
    def read(self, actor: Actor = SYSTEM) -> Iterator[Work]:
        """A unit of work that changes nothing."""
        with self.services.database.read() as session:
            try:
                yield Work(self.services, session, actor)
            finally:
                session.rollback()

    def _record(self, broken: BrokenStep, actor: Actor) -> None:
        with self.services.database.write() as session:
            record_broken(Work(self.services, session, actor), broken)
            session.commit()


def record_broken(work: Work, broken: BrokenStep) -> None:
    """Write the incident of a broken step; a failure at a known spot counts as another try."""
    session, now, actor = work.session, work.now, work.actor
    # An instance that failed to start left no row behind.
    known = session.query(Incident).filter_by(
        instance_id=broken.instance_id, element_id=broken.element_id, cause=str(broken), resolved_at=None
    )
    incident = known.first() if broken.instance_id is not None else None
    if incident is None:
        incident = _incident(work, broken)
        if incident.task_id is not None:
            session.get_one(Task, incident.task_id).has_incident = True
        session.add_all([incident, _event(incident, incident.message, now, actor)])
        if isinstance(broken.cause, ToldFailure):
            session.flush()
            broken.cause.tell(work, incident)
    else:
        incident.tries, incident.last_at = incident.tries + 1, now
        if not actor.system:
            text = f"{actor.name} heeft het opnieuw geprobeerd. Het is weer niet gelukt."
            session.add(_event(incident, text, now, actor))
    _keep_answers(broken, incident, now, session, actor)


def _incident(work: Work, broken: BrokenStep) -> Incident:
    def kept(model: type[Case | ProcessInstance | Task], key: int | None) -> int | None:
        return key if key is not None and work.session.get(model, key) is not None else None

    name = _name_of(work, broken)
    what = f"De stap «{name}»" if name else "Een stap"
    return Incident(
        at=work.now,
        last_at=work.now,
        case_id=kept(Case, broken.case_id),
        instance_id=kept(ProcessInstance, broken.instance_id),
        task_id=kept(Task, broken.task_id),
        process_key=broken.process_key,
        element_id=broken.element_id,
        handler=broken.handler,
        actor_id=work.actor.account_id,
        message=broken.cause.sentence
        if isinstance(broken.cause, ToldFailure)
        else f"{what} is niet gelukt en teruggedraaid. De zaak staat waar hij stond.",
        cause=str(broken),
    )


def _name_of(work: Work, broken: BrokenStep) -> str:
    """What the diagram calls the element; the history of a case is read by people who never see an id."""
    instance = work.session.get(ProcessInstance, broken.instance_id) if broken.instance_id else None
    if instance is None or not broken.element_id:
        return broken.element_id or ""
    with suppress(EngineError, KeyError):
        model = work.services.library.get(instance.release_id).processes
        return model[broken.process_key or instance.process_key].nodes[broken.element_id].name or broken.element_id
    return broken.element_id


def _event(incident: Incident, text: str, now: datetime, actor: Actor) -> Event:
    return Event(
        case_id=incident.case_id,
        instance_id=incident.instance_id,
        at=now,
        day=now.astimezone(AMSTERDAM).date(),
        kind="incident",
        text=text,
        process_key=incident.process_key,
        element_id=incident.element_id,
        automatic=actor.system,
        actor_id=actor.account_id,
    )


def _keep_answers(broken: BrokenStep, incident: Incident, now: datetime, session: Session, actor: Actor) -> None:
    """Nobody types twice what the service could not take: the answers of a failed completion stay as a draft."""
    if broken.entered is None or incident.task_id is None or actor.account_id is None:
        return
    known = session.query(Draft).filter_by(task_id=incident.task_id, account_id=actor.account_id).first()
    if known is None:
        known = Draft(task_id=incident.task_id, account_id=actor.account_id)
        session.add(known)
    known.data, known.saved_at = dict(broken.entered), now
