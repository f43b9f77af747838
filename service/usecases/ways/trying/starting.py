"""Beginning an example: the whole case with its registration form, or one process by itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from service.domain.actors import SYSTEM
from service.domain.deadlines import dutch_date
from service.domain.errors import NotFound
from service.forms import FormScope
from service.models import Region
from service.usecases import registrations
from service.usecases.ways.trying import acting, alone, samples
from service.usecases.ways.trying.people import TOWN
from service.usecases.ways.trying.sandbox import RELEASE, Sandbox
from service.usecases.ways.trying.scopes import settled
from service.usecases.ways.trying.shapes import Startable
from service.usecases.work import Work

OVERVIEW = registrations.OVERVIEW


def startable(box: Sandbox, region_key: str) -> list[Startable]:
    """What can be tried, the whole case first."""
    processes = box.services.library.get(RELEASE).processes
    found = []
    if OVERVIEW in processes:
        model = processes[OVERVIEW]
        with box.factory.read(SYSTEM) as work:
            door = registrations.start_registration(work, TOWN)
            answers, scope = registration_sample(work, region_key), settled(door.form, door.scope)
        found.append(Startable(OVERVIEW, model.name, model.documentation, True, door.form, scope, answers))
    others = sorted((model for model in processes.values() if model.key != OVERVIEW), key=lambda model: model.name)
    return found + [
        Startable(
            model.key, model.name, model.documentation, False, alone.start_form(box, model), FormScope({}, {}),
            alone.start_sample(box, model),
        )
        for model in others
    ]  # fmt: skip


def registration_sample(work: Work, region_key: str) -> dict[str, Any]:
    """An example registration."""
    door = registrations.start_registration(work, TOWN)
    days = samples.days_for(work, region_key)
    return samples.complete_sample(door.form, door.scope, samples.usual(work, door.form.id, days), days)


def sample_of(box: Sandbox, work: Work, process_key: str) -> dict[str, Any]:
    """What an example starts this process with."""
    if process_key == OVERVIEW:
        return registration_sample(work, work.session.scalars(select(Region.key).limit(1)).one())
    model = box.services.library.get(RELEASE).processes.get(process_key)
    return alone.start_sample(box, model) if model is not None else {}


def start(box: Sandbox, region_key: str, process_key: str, answers: Mapping[str, Any] | None) -> dict[str, Any]:
    """Start the example; gives the answers it started with."""
    processes = box.services.library.get(RELEASE).processes
    if process_key not in processes:
        raise NotFound("Dit proces zit niet (meer) in dit ontwerp. Kies een ander.")
    if process_key != OVERVIEW:
        return alone.start_alone(box, processes[process_key], answers)
    with box.factory.read(SYSTEM) as work:
        given = dict(answers) if answers is not None else registration_sample(work, region_key)
    acting.register(box, given)
    return given


def in_words(step: Mapping[str, Any]) -> str:
    """A step of an example, in Dutch."""
    if "taak" in step:
        about = f" ({step['over']})" if step.get("over") else ""
        return f"«{step.get('naam') or step['taak']}»{about} afgerond"
    if "handeling" in step:
        return acting.ACTIONS.get(str(step["handeling"]), str(step["handeling"]))
    if "wacht_op" in step:
        ((kind, name),) = step["wacht_op"].items()
        return f"wachten op {kind} «{name}»"
    if "klok" in step:
        target = step["klok"]
        return "Naar het volgende moment" if target == "volgende" else f"Naar {dutch_date_of(target)}"
    return "Begonnen"


def dutch_date_of(instant: str) -> str:
    """The day of an instant, in words."""
    return dutch_date(datetime.fromisoformat(instant).date())
