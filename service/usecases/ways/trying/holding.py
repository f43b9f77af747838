"""What must hold on a walk, and whether it does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from service.domain.errors import DomainError
from service.domain.expressions import ExpressionError
from service.domain.labels import label
from service.models import ProcessInstance, Region, Task
from service.usecases.ways.trying import looking
from service.usecases.ways.trying.scenario import Scenario
from service.usecases.ways.trying.shapes import TryEscalation
from service.usecases.work import AMSTERDAM, Work


@dataclass(frozen=True)
class Difference:
    """Where a scenario goes otherwise: the step (None: what must hold at the end) and the element."""

    step: int | None
    process_key: str | None
    element_id: str | None
    message: str


def unmet(work: Work, scenario: Scenario) -> Iterator[Difference]:
    """What must hold and does not."""
    expected = scenario.expected
    ended = {(end.process_key, end.result) for end in looking.ends(work, {})}
    for line in expected.get("einden", ()):
        if (line["proces"], line["resultaat"]) not in ended:
            text = f"Het proces {line['proces']} eindigt niet met «{line['resultaat']}»."
            yield Difference(None, line["proces"], None, text)
    yield from _notopened_tasks(work, scenario)
    yield from _silent(work, scenario)
    yield from _not_escalated(work, scenario)


def _notopened_tasks(work: Work, scenario: Scenario) -> Iterator[Difference]:
    opened = opened_tasks(work)
    for line in scenario.expected.get("taken", ()):
        name, alike = line["taak"], [one for one in opened if one[0] == line["taak"]]
        roles = {role for _, role, _ in alike}
        if not alike:
            yield Difference(None, None, name, f"De taak «{name}» komt niet meer voor.")
        elif line.get("rol", "") not in {"", *roles}:
            wanted, found = label("rol", line["rol"]).lower(), ", ".join(label("rol", r).lower() for r in sorted(roles))
            yield Difference(None, None, name, f"De taak «{name}» is voor de {found}, en hoort bij de {wanted}.")
        elif "binnen" in line:
            due, last = min(due for _, _, due in alike), _term(work, line["binnen"], _day(scenario.begins_at))
            if due > last:
                text = (
                    f"De taak «{name}» moet uiterlijk {last.isoformat()} klaar zijn, en krijgt tot {due.isoformat()}."
                )
                yield Difference(None, None, name, text)


def _silent(work: Work, scenario: Scenario) -> Iterator[Difference]:
    sent = looking.messages(work)
    for line in scenario.expected.get("berichten", ()):
        alike = [one for one in sent if one.kind == line["soort"] and line.get("rol") in (None, one.role)]
        to = f" aan de {label('rol', line['rol']).lower()}" if "rol" in line else ""
        if not alike:
            yield Difference(None, None, None, f"Het bericht «{line['soort']}»{to} gaat niet meer uit.")
        elif "op" in line and line["op"] not in {_day(one.at).isoformat() for one in alike}:
            days = ", ".join(sorted({_day(one.at).isoformat() for one in alike}))
            text = f"Het bericht «{line['soort']}»{to} gaat niet uit op {line['op']}, maar op {days}."
            yield Difference(None, None, None, text)


def _not_escalated(work: Work, scenario: Scenario) -> Iterator[Difference]:
    found = looking.escalations(work)
    for line in scenario.expected.get("escalaties", ()):
        level = label("niveau", line["niveau"]).lower()
        opened_on = [one.opened_on for one in found if one.level == line["niveau"]]
        if not opened_on:
            yield Difference(None, None, None, f"Er wordt niet {level} geëscaleerd.")
        elif "op" in line and date.fromisoformat(line["op"]) not in opened_on:
            days = ", ".join(day.isoformat() for day in opened_on)
            yield Difference(None, None, None, f"Er wordt niet op {line['op']} {level} geëscaleerd, maar op {days}.")
        elif (last := _last_day(work, scenario, line, found)) is not None and opened_on[0] > last:
            late, latest = opened_on[0].isoformat(), last.isoformat()
            text = f"Er wordt pas op {late} {level} geëscaleerd; dat moet uiterlijk {latest}."
            yield Difference(None, None, None, text)


def _last_day(work: Work, scenario: Scenario, line: Mapping[str, Any], found: Sequence[TryEscalation]) -> date | None:
    """The last day by the region's own term, counted from the level before it or from the begin."""
    if "binnen" not in line:
        return None
    before = [one.opened_on for one in found if one.level == line.get("na")]
    since = before[0] if before else _day(scenario.begins_at)
    return _term(work, line["binnen"], since)


def _term(work: Work, code: str, since: date) -> date:
    """By the term of the region; a code that does not exist is a mistake in the scenario."""
    key = work.session.scalars(select(Region.key).limit(1)).one()
    try:
        return work.services.regions.for_region(key).term_date(code, since)
    except ExpressionError as unknown:
        raise DomainError(str(unknown)) from unknown


def has(work: Work, what: Mapping[str, str]) -> bool:
    """Whether a task is open, a level was opened, a message went out or a process ended."""
    ((kind, name),) = what.items()
    if kind == "taak":
        return any(task.element_id == name for task in looking.open_tasks(work))
    if kind == "escalatie":
        return any(one.level == name for one in looking.escalations(work))
    if kind == "bericht":
        return any(one.kind == name for one in looking.messages(work))
    return any(end.process_key == name for end in looking.ends(work, {}))


def opened_tasks(work: Work) -> list[tuple[str, str, date]]:
    """The tasks that were open at some moment: element, role and due date."""
    query = select(Task.element_id, Task.role, Task.due_on).join(
        ProcessInstance, ProcessInstance.id == Task.instance_id
    )
    return [(element, role, due) for element, role, due in work.session.execute(query.where(looking.is_tried()))]


def _day(instant: datetime) -> date:
    return instant.astimezone(AMSTERDAM).date()
