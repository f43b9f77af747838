"""Filling in a form of the demo: what is known, then what is usual, then what this case says, then this line."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from service.models import Case, Region, Task
from service.usecases.prefill import prefill
from service.usecases.work import Work


class Answers:
    """The form data of one case; a list of data means one per visit, the last one for every later visit."""

    def __init__(self, standard: Mapping[str, Mapping[str, Any]], own: Mapping[str, Any]) -> None:
        self.standard, self.own = standard, own
        self.visits: dict[str, int] = {}
        self.help_started: date | None = None

    def for_task(self, work: Work, task: Task, case: Case | None, extra: Mapping[str, Any]) -> dict[str, Any]:
        """Raw form data for a task, dates worked out."""
        own = self._own(task)
        merged = {**prefill(work, task, case), **self.standard.get(task.form_id, {}), **own, **extra}
        if self.help_started is not None and task.form_id in ("checkin", "gezin_bellen", "resultaat"):
            name = "passende_hulp_gestart" if task.form_id == "resultaat" else "hulp_gestart_op"
            merged.setdefault(name, self.help_started.isoformat())
        return {name: self._value(work, task, value) for name, value in merged.items()}

    def plain(self, form_id: str) -> dict[str, Any]:
        """The data of a form that is no task yet: the registration."""
        found = {**self.standard.get(form_id, {}), **self.own.get(form_id, {})}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}

    def _own(self, task: Task) -> Mapping[str, Any]:
        found = self.own.get(f"{task.element_id}@{task.subject_text}") or self.own.get(task.element_id, {})
        visit = self.visits.get(task.element_id, 0)
        self.visits[task.element_id] = visit + 1
        if isinstance(found, list):
            return found[min(visit, len(found) - 1)] if found else {}
        return found or {}

    def _value(self, work: Work, task: Task, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._value(work, task, inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._value(work, task, inner) for inner in value]
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, str) and value.startswith("="):
            return self._computed(work, task, value[1:])
        return value

    def _computed(self, work: Work, task: Task, what: str) -> Any:
        """`=vandaag`, `=+20wd` (working days from today), `=vervaldatum`, `=variabele:overleg_op`."""
        if what == "vandaag":
            return work.today.isoformat()
        if what == "vervaldatum":
            return task.due_on.isoformat()
        if what.startswith("variabele:"):
            return task.variables.get(what.removeprefix("variabele:"))
        if what.endswith("wd"):
            region = work.session.get_one(Region, task.region_id)
            calendar = work.services.regions.for_region(region.key).calendar
            return calendar.add_working_days(int(what[:-2]), work.today).isoformat()
        raise ValueError(f"demo data: «={what}» is not known")
