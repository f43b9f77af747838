"""One goal whose check nobody fills in, from the day it is watched until the alderman is late too.

The case itself is quiet: the help has started, its tasks lie years ahead, nobody has to be called. So every message
that comes belongs to this chain.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from service.domain.actors import SYSTEM
from service.models import Account, Case, Event, Notification, OutboxMail, Stall, Task
from service.settings import RegionConfig, RegionSettings
from service.usecases import clocks, instances
from service.usecases.monitoring import note_help_started
from service.usecases.steps import Step
from service.usecases.ticking import tick
from service.usecases.work import AMSTERDAM
from tests.process.play import Play
from tests.story import answers as story
from tests.world import World

FAR = "2031-06-02"
QUIET: dict[str, Any] = {
    "taken": [{**story.PLAN["taken"][0], "vervaldatum": FAR}],
    "aanbieders": [{**story.PLAN["aanbieders"][0], "startdatum": FAR}],
}
Message = tuple[str, str, date | None]  # kind, addressee, due date


@dataclass(frozen=True)
class Days:
    """When each thing of the chain should happen; `check` is the day the check is due."""

    start: date
    check: date
    before: date
    after: date
    alarm: date
    prepare: date
    official: date
    official_reminder: date
    official_due: date
    administrative_reminder: date
    administrative_due: date


def messages(days: Days) -> Counter[Message]:
    """Every message of the whole chain; nothing else may come and nothing twice.

    The manager is the official too, so the start of the escalation and its question are one message.
    """
    return Counter(
        [
            ("herinnering_vooraf", "u-cp-lt", days.check),
            ("herinnering_achteraf", "u-cp-lt", days.check),
            ("stagnatiealarm", "u-pr1", days.official),
            ("stagnatiealarm", "u-amb-m", days.official),
            ("taak_toegewezen", "u-pr1", days.prepare),
            ("escalatie_geopend_ambtelijk", "u-amb-m", days.official_due),
            ("herinnering_vooraf", "u-amb-m", days.official_due),
            ("escalatie_geopend_bestuurlijk", "u-weth-l", days.administrative_due),
            ("herinnering_vooraf", "u-weth-l", days.administrative_due),
            ("bestuurlijk_te_laat", "u-pho", days.administrative_due),
            ("bestuurlijk_te_laat", "u-vz", days.administrative_due),
        ]
    )


def moments(days: Days, reminder: time = time(9), expiry: time = time(17)) -> list[datetime]:
    """The instants at which a message leaves, by the clock in the Netherlands."""
    reminders = (days.before, days.after, days.official_reminder, days.administrative_reminder)
    expiries = (days.alarm, days.official, days.official_due, days.administrative_due)
    both = [(day, reminder) for day in reminders] + [(day, expiry) for day in expiries]
    return sorted(datetime.combine(day, at, AMSTERDAM) for day, at in both)


def quiet_case(world: World) -> str:
    """Play a case to monitoring and take away all that is not this chain; its number."""
    play = Play(world).to_adoption(**QUIET)
    play.do("vaststellen", {"adviesgewicht": "dringend", "ingangsdatum": "2026-09-07"})
    play.do("toezeggen", {**story.COMMITTED, "startdatum": FAR})
    play.do("financieren", story.GRANTED)
    play.do("terugkoppelen", {"gedeeld_op": "2026-09-07", "regie_genoemd": True})
    with world.factory.write(SYSTEM) as work:
        case = work.session.scalars(select(Case)).one()
        overview = instances.running(work, case.id, "ret_procesregie")[0]
        note_help_started(Step(work, overview, lambda _origin, _command: None), work.today)
        for instance in instances.running(work, case.id):
            if instance.process_key in ("ret_belmoment", "ret_voortgangscheck"):
                instances.cancel(work, instance, "niet nodig")
    return play.number


class Chain:
    """The chain on a copy of the quiet case."""

    def __init__(self, world: World, number: str) -> None:
        self.world, self.play = world, Play(world)
        self.play.number = number
        self.seen = 0

    def start(self, on: date) -> None:
        """Go to a day and watch the goal from then on."""
        self.world.clock.set(datetime.combine(on, time(10), AMSTERDAM))
        tick(self.world.factory)
        with self.world.database.read() as session:
            self.seen = max(session.scalars(select(Notification.id)), default=0)
        with self.world.factory.write(SYSTEM) as work:
            case = work.session.scalars(select(Case)).one()
            data = {"doel_id": "doel-1", "vanaf": on.isoformat()}
            instances.start(work, "ret_voortgangscheck", data, release_id=case.release_id, case=case)

    def to(self, moment: date | datetime) -> None:
        """Let time pass up to a moment, everything in order; a day means its noon."""
        clocks.forward(self.world.factory, moment.isoformat())

    def wake_up(self, moment: datetime) -> None:
        """Nothing ran until this moment; then everything is caught up."""
        self.world.clock.set(moment)
        tick(self.world.factory)

    def settings_of(self, region: RegionConfig) -> None:
        """What holds from now on: as after a restart with other files."""
        object.__setattr__(self.world.services, "regions", _Everywhere(region))

    def told(self) -> list[Notification]:
        """The messages since the chain began, in the order in which they were written."""
        with self.world.database.read() as session:
            query = select(Notification).where(Notification.id > self.seen).order_by(Notification.id)
            return list(session.scalars(query))

    def counted(self) -> Counter[Message]:
        """Every message since then, by kind, addressee and due date."""
        with self.world.database.read() as session:
            keys = {account.id: account.key or "" for account in session.scalars(select(Account))}
        return Counter((note.kind, keys[note.account_id], note.due_on) for note in self.told())

    def moments(self) -> list[datetime]:
        """The instants at which a message was written, each once."""
        return sorted({note.created_at for note in self.told()})

    def happened(self, *kinds: str) -> list[Event]:
        """Lines of the history that came by themselves, in order."""
        return [event for event in self.play.facts(Event) if event.kind in kinds and event.automatic]

    def mail(self, subject: str, to: str) -> str:
        """The body of the first mail with such a subject to an address."""
        mails = self.play.facts(OutboxMail)
        return next(mail.body for mail in mails if mail.to == to and mail.subject.startswith(subject))

    def stalls(self) -> list[Stall]:
        """What was found stalled."""
        return self.play.facts(Stall)

    def restarted(self) -> "Chain":
        """Another process on the same database, at the same moment."""
        folder, url = self.world.settings.data_dir, self.world.settings.database_url
        again = Chain(World(folder, self.world.clock.now(), url), self.play.number)
        again.seen = self.seen
        return again

    def task(self, element: str) -> Task:
        """The open task of this name."""
        with self.world.database.read() as session:
            return session.scalars(select(Task).where(Task.element_id == element, Task.ended_at.is_(None))).one()


class _Everywhere(RegionSettings):
    """One region's settings wherever a case is: the people stay, the rules change."""

    def __init__(self, region: RegionConfig) -> None:
        self.default = self._everywhere = region

    def for_region(self, key: str) -> RegionConfig:
        return self._everywhere
