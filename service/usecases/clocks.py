"""The clock of the demo: it can be put forward, and then everything that falls due on the way happens in order."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select

from service.adapters.clock import MovableClock
from service.db import Database
from service.domain.actors import SYSTEM
from service.domain.deadlines import local_date
from service.domain.errors import DomainError
from service.models import Case, ClockSetting, Event, RegistrationAttempt
from service.ports import Clock
from service.usecases.mandates import look_after_decisions
from service.usecases.ticking import TickReport, next_due_at, tick
from service.usecases.work import AMSTERDAM, Work, WorkFactory

_AMOUNT = re.compile(r"(\d{1,4})(m|h|d|wd)")
_ROW = 1
_NOON = time(12)


class ClockFixed(DomainError):
    """Outside the demo, time is real."""

    sentence = "De klok kan alleen in de demo verzet worden."


class ClockCannotGoBack(DomainError):
    """What happened cannot be undone by turning back the clock."""

    sentence = "De klok kan niet terug zolang er zaken zijn. Begin opnieuw met een lege demo."


class UnclearAmount(DomainError):
    """The amount or moment cannot be read."""

    sentence = "Geef een tijdsduur (30m, 3h, 5d of 10wd) of een moment (2026-11-20 of 2026-11-20T17:00)."


@dataclass(frozen=True)
class ClockView:
    """The time of the service, and whether it can be moved."""

    now: datetime
    movable: bool
    next_due_at: datetime | None


def read_offset(database: Database) -> timedelta:
    """How far the time of the service runs ahead of the real one."""
    with database.read() as session:
        offset = session.scalar(select(ClockSetting.offset_us).where(ClockSetting.id == _ROW))
        return timedelta(microseconds=offset or 0)


def write_offset(database: Database, offset: timedelta) -> None:
    """Keep the offset for all processes."""
    with database.write() as session:
        session.merge(ClockSetting(id=_ROW, offset_us=offset // timedelta(microseconds=1)))
        session.commit()


def show(work: Work) -> ClockView:
    """What time it is here."""
    return ClockView(work.now, isinstance(work.clock, MovableClock), next_due_at(work))


def is_empty(work: Work) -> bool:
    """Whether nobody ever sent in anything here."""
    return all(work.session.scalar(select(model.id).limit(1)) is None for model in (Case, RegistrationAttempt))


def keep_clock_at(factory: WorkFactory, instant: datetime) -> None:
    """Let the time run on from this instant, without playing anything."""
    _movable(factory).set(instant)


def set_clock(factory: WorkFactory, moment: str) -> TickReport:
    """Put the clock at a moment: forward as `forward` does, back only while there is no case."""
    target = read_moment(factory, moment)
    if target >= factory.services.clock.now():
        return forward(factory, moment)
    with factory.read(SYSTEM) as work:
        if not is_empty(work):
            raise ClockCannotGoBack
    keep_clock_at(factory, target)
    return TickReport()


def forward(factory: WorkFactory, amount: str) -> TickReport:
    """Go forward by `30m`, `3h`, `5d` or `10wd`, or to a moment, and play everything that falls due on the way.

    The clock is set to each due instant in turn, so that whatever follows from it gets its real date.
    """
    clock, target = _movable(factory), read_moment(factory, amount)
    began_on = local_date(clock.now())
    if target < clock.now():
        raise ClockCannotGoBack("De klok kan alleen vooruit. Geef een later moment.")
    played = TickReport()
    while (due := _next_before(factory, target)) is not None:
        if due > clock.now():
            clock.set(due)
        done = tick(factory)
        played.add(done)
        if not done.fired and not done.failed:
            break  # only what another process is busy with is left
    if target > clock.now():
        clock.set(target)
    played.add(tick(factory))
    if local_date(target) > began_on:
        look_after_decisions(factory)  # what a worker does every hour
    return played


@dataclass(frozen=True)
class Happened:
    """One thing that came by itself: the day it counts for, the case (None: no case yet), the term behind it."""

    day: date
    at: datetime
    case_number: str | None
    kind: str
    text: str
    rule: str


def newest_event(work: Work) -> int:
    """A mark in the history, to ask later what came after it."""
    return work.session.scalar(select(func.max(Event.id))) or 0


def happened_since(work: Work, mark: int) -> list[Happened]:
    """What came by itself after a mark, in order."""
    query = (
        select(Event, Case.number)
        .outerjoin(Case, Case.id == Event.case_id)
        .where(Event.id > mark, Event.automatic)
        .order_by(Event.id)
    )
    return [
        Happened(event.day, event.at, number, event.kind, event.text, event.data.get("regel", ""))
        for event, number in work.session.execute(query)
    ]


def read_moment(factory: WorkFactory, text: str) -> datetime:
    """A duration from now or a moment, as an aware instant; without a zone it is Dutch time, a bare date means noon."""
    now = factory.services.clock.now()
    if found := _AMOUNT.fullmatch(text.strip()):
        return _after(factory, now, int(found[1]), found[2])
    try:
        if len(text.strip()) == len("2026-11-20"):
            return datetime.combine(date.fromisoformat(text.strip()), _NOON, AMSTERDAM)
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UnclearAmount from error
    return moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)


def _after(factory: WorkFactory, now: datetime, number: int, unit: str) -> datetime:
    if unit in ("m", "h"):
        return now + (timedelta(minutes=number) if unit == "m" else timedelta(hours=number))
    # Days keep the time of day, also when summer time begins or ends on the way.
    local = now.astimezone(AMSTERDAM)
    if unit == "d":
        return local + timedelta(days=number)
    day = factory.services.regions.default.working_days(number, local.date())
    return datetime.combine(day, local.timetz())


def _next_before(factory: WorkFactory, target: datetime) -> datetime | None:
    with factory.read(SYSTEM) as work:
        due = next_due_at(work)
    return due if due is not None and due <= target else None


def _movable(factory: WorkFactory) -> MovableClock:
    clock: Clock = factory.services.clock
    if not isinstance(clock, MovableClock):
        raise ClockFixed
    return clock
