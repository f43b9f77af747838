"""Doing a scenario again: its steps in a sandbox, and whether what must hold does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from service.domain.actors import SYSTEM
from service.domain.errors import DomainError
from service.domain.labels import label
from service.usecases.ticking import next_due_at
from service.usecases.ways.contents import Files, digest
from service.usecases.ways.trying import acting, looking, starting
from service.usecases.ways.trying.beginnings import begun
from service.usecases.ways.trying.holding import Difference, has, unmet
from service.usecases.ways.trying.people import SandboxRegion
from service.usecases.ways.trying.samples import days_for, sample_for_task
from service.usecases.ways.trying.sandbox import Sandbox, opened
from service.usecases.ways.trying.scenario import Scenario
from service.usecases.ways.trying.shapes import TryTask
from service.usecases.work import AMSTERDAM, Services

# How far a wait goes when it does not say, and how much may have to be done before a named task.
_LONGEST, _MOST_MOMENTS, _MOST_BEFORE = timedelta(days=200), 120, 25


class _Otherwise(Exception):
    def __init__(self, message: str, process_key: str | None = None, element_id: str | None = None) -> None:
        self.message, self.process_key, self.element_id = message, process_key, element_id
        super().__init__(message)


@dataclass(frozen=True)
class PlayGround:
    """What a scenario is played on."""

    files: Files
    under: Files
    region: SandboxRegion


def play(services: Services, ground: PlayGround, scenario: Scenario) -> list[Difference]:
    """Every difference; empty: it goes as it should. The first step that cannot be done ends the walk."""
    now, alone = scenario.begins_at, scenario.process != starting.OVERVIEW
    with (
        begun(services, ground, now, on_case=alone, kept=False) as file,
        opened(services, file, now, digest(ground.files, None)) as box,
    ):
        return _Play(box, ground.region.key, scenario).go()


class _Play:
    def __init__(self, box: Sandbox, region_key: str, scenario: Scenario) -> None:
        self.box, self.region_key, self.scenario = box, region_key, scenario
        self.at = 0  # the step that is being done
        self.named = [str(step["taak"]) for step in scenario.steps if "taak" in step]

    def go(self) -> list[Difference]:
        try:
            starting.start(self.box, self.region_key, self.scenario.process, self._start_answers())
            for step in self.scenario.steps:
                self.at += 1
                self._do(step)
        except _Otherwise as other:
            return [Difference(self.at, other.process_key, other.element_id, other.message)]
        except DomainError as refused:
            return [self._refused(refused)]
        try:
            with self.box.factory.read(SYSTEM) as work:
                return list(unmet(work, self.scenario))
        except DomainError as refused:
            return [Difference(None, None, None, refused.message)]

    def _refused(self, refused: DomainError) -> Difference:
        step = self.scenario.steps[self.at - 1] if self.at else {}
        said = "; ".join(f"{error.path}: {error.message}" for error in refused.fields[:3])
        process = getattr(refused, "process_key", None) or step.get("proces") or self.scenario.process
        element = getattr(refused, "element_id", None) or step.get("taak")
        return Difference(self.at, process, element, f"{refused.message} {said}".strip())

    def _start_answers(self) -> dict[str, Any] | None:
        if not self.scenario.answers:
            return None
        with self.box.factory.read(SYSTEM) as work:
            given = days_for(work, self.region_key).plain(dict(self.scenario.answers))
            return {**starting.sample_of(self.box, work, self.scenario.process), **given}

    def _do(self, step: Mapping[str, Any]) -> None:
        if "taak" in step:
            self._complete(step)
            self.named.pop(0)
        elif "handeling" in step:
            acting.act(self.box, str(step["handeling"]))
        elif "klok" in step:
            moment = str(step["klok"])
            acting.jump(self.box, None if moment == "volgende" else _aware(moment))
        else:
            self._wait(step["wacht_op"], int(step.get("hoogstens", _LONGEST.days)))

    def _complete(self, step: Mapping[str, Any]) -> None:
        task = self._reach(step)
        with self.box.factory.read(SYSTEM) as work:
            row = acting.open_task(work, task.id)
            given = days_for(work, self.region_key, row.due_on).plain(dict(step.get("antwoorden", {})))
            answers = {**sample_for_task(work, row, given), **given}
        acting.complete(self.box, task.id, answers, step.get("rol"), strict=False)

    def _reach(self, step: Mapping[str, Any]) -> TryTask:
        """The task a step names; when it fills in, after whatever else has to be done before it."""
        for _ in range(_MOST_BEFORE):
            tasks = self._tasks()
            found = [task for task in tasks if _is_named(task, step)]
            if found:
                return found[0]
            others = [task for task in tasks if task.element_id not in self.named and not task.planned]
            if not self.scenario.fills_in or not others:
                break
            with self.box.factory.read(SYSTEM) as work:
                answers = sample_for_task(work, acting.open_task(work, others[0].id))
            acting.complete(self.box, others[0].id, answers, strict=False)
        shown = ", ".join(f"«{task.name}» ({task.role_label.lower()})" for task in self._tasks()[:4]) or "geen taak"
        about = f" over {step['over']}" if step.get("over") else ""
        text = f"De taak «{step.get('naam') or step['taak']}»{about} staat dan niet open; wel open: {shown}."
        raise _Otherwise(text, step.get("proces"), step["taak"])

    def _tasks(self) -> list[TryTask]:
        with self.box.factory.read(SYSTEM) as work:
            return looking.open_tasks(work)

    def _wait(self, what: Mapping[str, str], days: int) -> None:
        """Let the clock go on until something happens."""
        until = self.box.clock.now() + timedelta(days=days)
        for _ in range(_MOST_MOMENTS):
            with self.box.factory.read(SYSTEM) as work:
                if has(work, what):
                    return
                due = next_due_at(work)
            if due is None or due > until:
                break
            acting.jump(self.box)
        (kind, name), element = next(iter(what.items())), what.get("taak")
        raise _Otherwise(f"{_SAID[kind].format(name=_shown(kind, name))} binnen {days} dagen.", None, element)


_SAID = {
    "taak": "De taak «{name}» gaat niet open",
    "escalatie": "Er wordt niet {name} geëscaleerd",
    "bericht": "Het bericht «{name}» gaat niet uit",
    "einde": "Het proces {name} eindigt niet",
}


def _shown(kind: str, name: str) -> str:
    return label("niveau", name).lower() if kind == "escalatie" else name


def _is_named(task: TryTask, step: Mapping[str, Any]) -> bool:
    return task.element_id == step["taak"] and step.get("over") in (None, task.subject)


def _aware(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=AMSTERDAM)
