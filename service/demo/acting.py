"""Doing in a case what its history says, as the person who would do it."""

from collections.abc import Callable, Mapping
from typing import Any

from service.demo.answers import Answers
from service.demo.defects import DemoDefect
from service.demo.script import CaseScript, Line
from service.domain.actors import NOBODY, Actor
from service.domain.errors import DomainError
from service.models import Case, Task
from service.usecases import cases, questions, registrations, tasks
from service.usecases.accounts import find_account, get_actor
from service.usecases.open_work import OpenWork, find_process_director, list_open_work, who_would_do
from service.usecases.work import AMSTERDAM, Work, WorkFactory

Matches = Callable[[OpenWork], bool]
# Most that may have to be done just before a named step; more means that the history cannot be right.
MAX_BEFORE = 25
# What happens in a side process while the main line stands still until it is done.
MAIN_LINE_WAITS_FOR = ("instemmen",)
_PAGE: Mapping[str, Callable[[Work, str, Mapping[str, Any]], object]] = {
    "afschalen_voorstellen": lambda work, number, _: cases.propose_scaling_down(work, number),
    "vraag_stellen": lambda work, number, raw: questions.ask(work, number, str(raw["vraag"])),
    "vraag_beantwoorden": lambda work, number, raw: questions.answer_first(work, number, str(raw["antwoord"])),
}
SPOKEN_FOR = {"melder": "de melder", "vrager": "de vrager"}


class Acting:
    """The people of one case, its form data, and which of its tasks its history says were missed."""

    def __init__(self, factory: WorkFactory, script: CaseScript, standard: Mapping[str, Mapping[str, Any]]) -> None:
        self.factory, self.script = factory, script
        self.answers = Answers(standard, script.answers)
        self.missed: set[int] = set()
        # An attempt that is not admitted never gets a number: its reference is known after registration.
        self.number = script.number

    def play(self, line: Line, matches: Matches) -> int:
        """Do what a line says; returns how many tasks that took."""
        action = line.action
        if action.register:
            self._register()
            return 0
        if action.remember:
            self.answers.help_started = line.at.date()
            return 0
        if action.page:
            self._page(action.page, line)
        if action.until:
            return self._reach(line, lambda task: task.element_id == action.until)[0]
        return self._named(line, matches) if action.task else 0

    def note_missed(self, line: Line, matches: Matches) -> None:
        """The tasks a line says were missed stay open, unless their expiry ended them: then that must have happened."""
        with self.factory.read() as work:
            found = {task.task_id for task in list_open_work(work, self.number) if matches(task)}
        if not found and line.action.expect is None:
            raise DemoDefect(f"{self.script.number}: «{line.step}» on {line.at:%Y-%m-%d}: no such task was missed")
        self.missed |= found

    def complete(self, task_id: int, line: Line | None = None) -> None:
        """Complete one task as whoever would do it, or as the person the line names."""
        actor = self._actor(task_id, line)
        try:
            with self.factory.write(actor) as work:
                task = work.session.get_one(Task, task_id)
                case = work.session.get(Case, task.case_id) if task.case_id else None
                raw = self.answers.for_task(work, task, case, _line_answers(line))
                spoken = SPOKEN_FOR.get(task.role)
                on_behalf = tasks.OnBehalf(spoken, "telefoon", work.today) if spoken else None
                tasks.complete(work, task_id, raw, on_behalf=on_behalf, strict=False)
        except DomainError as error:
            where = self._where(task_id)
            details = "; ".join(f"{mistake.path}: {mistake.message}" for mistake in error.fields)
            cause = error.__cause__ or ""
            raise DemoDefect(f"{self.script.number} {where}: {error.message} {details} {cause}") from error

    def _register(self) -> None:
        facts = self.script.facts
        raw = self.answers.plain("registreren")
        municipality = str(facts["gemeente_verantwoordelijk"]).lower()
        with self.factory.write(NOBODY) as work:
            reserved = None if facts.get("poging") else self.number
            receipt = registrations.register(work, municipality, raw, reserved_number=reserved)
        if receipt.case_number != reserved:
            raise DemoDefect(f"{self.script.number}: not admitted as the history says ({receipt})")
        self.number = receipt.case_number or receipt.reference

    def _page(self, action: str, line: Line) -> None:
        """Do something on the page of the case, as the person the line names, else as who directs it."""
        with self.factory.read() as work:
            named = find_account(work, str(line.raw["wie"])) if "wie" in line.raw else None
            doer = named or find_process_director(work, self.number)
            if doer is None:
                raise DemoDefect(f"{self.number}: nobody directs this case")
            actor = get_actor(work, doer)
        with self.factory.write(actor) as work:
            _PAGE[action](work, self.number, line.raw)

    def _named(self, line: Line, matches: Matches) -> int:
        """Complete the task the line names, or all of that kind in the case."""
        done, targets = self._reach(line, matches)
        chosen = targets if line.action.every else targets[:1]
        for target in chosen:
            self.complete(target.task_id, line)
        return done + len(chosen)

    def _reach(self, line: Line, matches: Matches) -> tuple[int, list[OpenWork]]:
        """The tasks that match, after whatever has to be done just before them; and how many tasks that took."""
        for done in range(MAX_BEFORE):
            with self.factory.read() as work:
                still_open = list_open_work(work, self.number)
            targets = [task for task in still_open if matches(task)]
            if targets:
                return done, targets
            before = [task for task in still_open if task.main_line or task.element_id in MAIN_LINE_WAITS_FOR]
            if not before:
                break
            self.complete(before[0].task_id)
        raise DemoDefect(f"{self.script.number}: no task for «{line.step}» on {line.at:%Y-%m-%d %H:%M}")

    def _actor(self, task_id: int, line: Line | None) -> Actor:
        with self.factory.read() as work:
            named = find_account(work, str(line.raw["wie"])) if line and "wie" in line.raw else None
            doer = who_would_do(work, task_id)
            task = work.session.get_one(Task, task_id)
            # A person named in the history does it only when it is theirs to do.
            account = named if named is not None and task.assignee_id in (None, named) else doer
            if account is None:
                raise DemoDefect(f"{self.script.number} {task.element_id}: nobody to do this task")
            return get_actor(work, account)

    def _where(self, task_id: int) -> str:
        with self.factory.read() as work:
            task = work.session.get_one(Task, task_id)
            return f"{task.element_id} ({work.now.astimezone(AMSTERDAM):%Y-%m-%d %H:%M})"


def _line_answers(line: Line | None) -> dict[str, Any]:
    if line is None:
        return {}
    found = dict(line.action.answers)
    for target, source in line.action.takes.items():
        if source in line.raw:
            found[target] = line.raw[source]
    return found
