"""Playing a case with the real engine: named steps with unremarkable data, of which a test changes what matters."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy import select

from service.domain.actors import NOBODY, SYSTEM
from service.models import Case, Event, Notification, OutboxMail, ProcessInstance, RegistrationAttempt
from service.usecases import cases, clocks, registrations, task_reads, tasks
from service.usecases.open_work import OpenWork, list_open_work
from service.usecases.shapes import RegistrationReceipt
from tests.story import answers as story
from tests.world import World

Row = TypeVar("Row")
Data = Mapping[str, Any]
NO = "nee_met_reden"

TWO_GOALS: dict[str, Any] = {
    "doelen": [*story.GOALS, {**story.GOALS[0], "omschrijving": "Rust thuis", "ritme": 10}],
    "taken": [*story.PLAN_TASKS, {**story.PLAN_TASKS[0], "doel": 2, "omschrijving": "Oudergesprekken"}],
}


def decided(decision: str, executor: str, until: str = "2026-11-20") -> Data:
    """The decision of an escalation owner."""
    return {"besluit": decision, "motivering": "Zo doen we het.", "uitvoering_door": executor, "uiterlijk": until}


class Play:
    """One case on its way; everything is done by the service itself, so that only facts are looked at."""

    def __init__(self, world: World) -> None:
        self.world, self.number = world, ""

    def register(self, municipality: str = "lindervoort", **changes: Any) -> RegistrationReceipt:
        """Send in a registration as anybody; a value None leaves a field out."""
        data = {**story.REGISTRATION, "gemeente_brp": municipality, **changes}
        with self.world.factory.write(NOBODY) as work:
            kept = {name: value for name, value in data.items() if value is not None}
            receipt = registrations.register(work, municipality, kept)
        self.number = receipt.case_number or ""
        return receipt

    def open(self, element: str = "") -> list[OpenWork]:
        """The open tasks of the case, or those of one element."""
        with self.world.factory.read() as work:
            found = list_open_work(work, self.number)
        return [task for task in found if element in ("", task.element_id)]

    def elements(self) -> set[str]:
        """What is open now."""
        return {task.element_id for task in self.open()}

    def do(self, element: str, data: Data | None = None, subject: str | None = None) -> None:
        """Complete an open task, with what was filled in beforehand and the data laid over it."""
        found = [task for task in self.open(element) if subject in (None, task.subject)]
        assert found, f"no open task {element} ({subject}); open are {sorted(self.elements())}"
        with self.world.factory.write(SYSTEM) as work:
            known = task_reads.get_task(work, found[0].task_id).data
            tasks.complete(work, found[0].task_id, {**known, **(data or {})})

    def prefilled(self, element: str) -> dict[str, Any]:
        """What an open task starts with."""
        with self.world.factory.read(SYSTEM) as work:
            return dict(task_reads.get_task(work, self.open(element)[0].task_id).data)

    def forward(self, amount: str) -> None:
        """Move the clock; everything that falls due happens."""
        clocks.forward(self.world.factory, amount)

    @property
    def today(self) -> str:
        """The day of the service, as a form takes it."""
        with self.world.factory.read() as work:
            return work.today.isoformat()

    def case(self) -> Case:
        with self.world.database.read() as session:
            return session.scalars(select(Case).where(Case.number == self.number)).one()

    def attempt(self) -> RegistrationAttempt:
        with self.world.database.read() as session:
            return session.scalars(select(RegistrationAttempt).order_by(RegistrationAttempt.id.desc())).first()  # type: ignore[return-value]

    def facts(self, table: type[Row]) -> list[Row]:
        """All rows of a table about this case, oldest first."""
        with self.world.database.read() as session:
            query = select(table).where(table.case_id == self.case().id).order_by(table.id)  # type: ignore[attr-defined]
            return list(session.scalars(query))

    def running(self, process_key: str) -> list[ProcessInstance]:
        return [i for i in self.facts(ProcessInstance) if i.process_key == process_key and i.status == "running"]

    def told(self, kind: str) -> list[Notification]:
        """Messages of one kind about this case."""
        return [message for message in self.facts(Notification) if message.kind == kind]

    def mailed_to(self, address: str) -> list[str]:
        """Subjects of the mails about this case to an address."""
        return [mail.subject for mail in self.facts(OutboxMail) if mail.to == address]

    def events(self, kind: str) -> list[str]:
        return [event.text for event in self.facts(Event) if event.kind == kind]

    # --- stretches of the way ---------------------------------------------------------------------------------------

    def to_triage(self, **changes: Any) -> "Play":
        return self._reach("triage", self._play_triage, changes)

    def to_planning(self, **changes: Any) -> "Play":
        return self._reach("planning", self._play_planning, changes)

    def to_adoption(self, **plan: Any) -> "Play":
        return self._reach("adoption", self._play_adoption, plan)

    def to_monitoring(self, *, committed: bool = True, financed: bool = True, **plan: Any) -> "Play":
        return self._reach("monitoring", self._play_monitoring, {"committed": committed, "financed": financed, **plan})

    def to_closing(self) -> "Play":
        return self._reach("closing", self._play_closing, {})

    def _reach(self, stage: str, play: Callable[..., str], changes: Data) -> "Play":
        """Play a stretch, unless an earlier test came there already in the same way."""
        self.number = self.world.come_to((stage, repr(sorted(changes.items()))), lambda: play(**changes))
        return self

    def _play_triage(self, **changes: Any) -> str:
        self.register(**changes)
        if "veiligheid" in self.elements():
            self.do("veiligheid", {"ingeschakeld": ["veilig_thuis"], "tijdstip": "vandaag"})
        self.do("eerste_contact", story.FIRST_CONTACT)
        return self.number

    def _play_planning(self, **changes: Any) -> str:
        self.to_triage(**changes)
        self.do("beoordelen", story.DIRECTION)
        self.do("partijen_bepalen", story.PARTIES)
        self.do("perspectief", story.PERSPECTIVE)
        self.do("overleg_plannen", story.INVITED)
        self.do("analyse", story.ANALYSIS)
        return self.number

    def _play_adoption(self, **plan: Any) -> str:
        self.to_planning()
        self.do("plan_maken", {**story.PLAN, **plan})
        return self.number

    def _play_monitoring(self, *, committed: bool, financed: bool, **plan: Any) -> str:
        self.to_adoption(**plan)
        self.do("vaststellen", {"adviesgewicht": "dringend", "ingangsdatum": "2026-09-07"})
        if committed:
            self.do("toezeggen", story.COMMITTED)
        if financed:
            self.do("financieren", story.GRANTED)
        self.do("terugkoppelen", {"gedeeld_op": "2026-09-07", "regie_genoemd": True})
        return self.number

    def _play_closing(self) -> str:
        self.to_monitoring()
        with self.world.factory.write(SYSTEM) as work:
            cases.propose_scaling_down(work, self.number)
        self.do("afschalen_beoordelen", story.SCALE_DOWN)
        return self.number
