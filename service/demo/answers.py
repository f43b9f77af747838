"""Filling in a form of the demo: what is known, then what is usual, then what this case says, then this line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from service.models import Case, Region, Task
from service.usecases.prefill import prefill
from service.usecases.work import Work

EVERY_ROW = "=elk"


class Answers:
    """The form data of one case; a list of data means one per visit, the last one for every later visit."""

    def __init__(self, standard: Mapping[str, Mapping[str, Any]], own: Mapping[str, Any]) -> None:
        self.standard, self.own = standard, own
        self.visits: dict[str, int] = {}
        self.help_started: date | None = None

    def for_task(self, work: Work, task: Task, case: Case | None, extra: Mapping[str, Any]) -> dict[str, Any]:
        """Raw form data for a task, dates worked out."""
        known = prefill(work, task, case)
        said = {**self.standard.get(task.form_id, {}), **self._own(task), **extra}
        page = _Page(work, task, self.help_started)
        found = {name: _value(page, _rows(value, known.get(name))) for name, value in said.items()}
        return {**known, **{name: value for name, value in found.items() if value is not None}}

    def plain(self, form_id: str) -> dict[str, Any]:
        """The data of a form that is no task yet: the registration."""
        return {name: _plain(value) for name, value in {**self.standard[form_id], **self.own[form_id]}.items()}

    def _own(self, task: Task) -> Mapping[str, Any]:
        """What the case says about this task: about this goal or party, else about every task of its kind."""
        narrow = f"{task.element_id}@{task.subject_text}"
        key = narrow if narrow in self.own else task.element_id
        found = self.own.get(key) or {}
        visit = self.visits.get(key, 0)
        self.visits[key] = visit + 1
        return (found[min(visit, len(found) - 1)] or {}) if isinstance(found, list) else found


@dataclass(frozen=True)
class _Page:
    """What the computed values of one form look at."""

    work: Work
    task: Task
    help_started: date | None


def _rows(value: Any, known: Any) -> Any:
    """`{=elk: {...}, 2: {...}}`: the rows that are there already, every one completed, and then the second."""
    if not isinstance(value, Mapping) or EVERY_ROW not in value:
        return value
    rows = [{**row, **value[EVERY_ROW]} for row in known or ()]
    for number, more in value.items():
        if number != EVERY_ROW:
            rows[number - 1].update(more)
    return rows


def _value(page: _Page, value: Any) -> Any:
    return _plain(value, lambda word: _computed(page, word))


def _plain(value: Any, computed: Callable[[str], Any] | None = None) -> Any:
    """As a form would send it: dates as text, computed words worked out."""
    if isinstance(value, dict):
        return {key: _plain(inner, computed) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner, computed) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    if computed and isinstance(value, str) and value.startswith("="):
        return computed(value[1:])
    return value


def _computed(page: _Page, what: str) -> Any:
    """The words that gegevens_standaard.yaml explains; None leaves a field empty."""
    match what:
        case "vandaag":
            return page.work.today.isoformat()
        case "vervaldatum":
            return page.task.due_on.isoformat()
        case "hulp_gestart":
            return "ja" if page.help_started else "nee"
        case "hulp_gestart_op":
            return page.help_started.isoformat() if page.help_started else None
    if what.startswith("variabele:"):
        return page.task.variables.get(what.removeprefix("variabele:"))
    if what.endswith("wd"):
        region = page.work.session.get_one(Region, page.task.region_id)
        calendar = page.work.services.regions.for_region(region.key).calendar
        return calendar.add_working_days(int(what[:-2]), page.work.today).isoformat()
    raise ValueError(f"demo data: «={what}» is not known")
