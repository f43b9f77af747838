"""Beginning an example: the whole case with its registration form, or one process by itself."""

from collections.abc import Mapping
from typing import Any

from service.domain.actors import SYSTEM
from service.domain.deadlines import dutch_date
from service.domain.errors import NotFound
from service.models import DryRun, WayDraft
from service.usecases import registrations
from service.usecases.ways import approvals
from service.usecases.ways.trying import acting, samples
from service.usecases.ways.trying.people import TOWN
from service.usecases.ways.trying.sandbox import RELEASE, Sandbox
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
            answers = registration_sample(work, region_key)
        found.append(Startable(OVERVIEW, model.name, model.documentation, True, door.form, door.scope, answers))
    return found


def registration_sample(work: Work, region_key: str) -> dict[str, Any]:
    """An example registration."""
    door = registrations.start_registration(work, TOWN)
    days = samples.sample_days(work, region_key)
    return samples.complete_sample(door.form, door.scope, samples.usual(work, door.form.id, days), days)


def start(box: Sandbox, region_key: str, process_key: str, answers: Mapping[str, Any] | None) -> dict[str, Any]:
    """Start the example; gives the answers it started with."""
    if process_key not in box.services.library.get(RELEASE).processes:
        raise NotFound("Dit proces zit niet (meer) in dit ontwerp. Kies een ander.")
    if process_key != OVERVIEW:
        raise NotFound("Dit proces kan nog niet los geprobeerd worden. Probeer de hele zaak.")
    with box.factory.read(SYSTEM) as work:
        given = dict(answers) if answers is not None else registration_sample(work, region_key)
    acting.register(box, given)
    return given


def in_words(step: Mapping[str, Any]) -> str:
    """A step of an example, in Dutch."""
    if "taak" in step:
        about = f" ({step['over']})" if step.get("over") else ""
        return f"«{step['naam']}»{about} afgerond"
    if "handeling" in step:
        return acting.ACTIONS[step["handeling"]]
    if "klok" in step:
        target = step["klok"]
        return "Naar het volgende moment" if target == "volgende" else f"Naar {dutch_date_of(target)}"
    return "Begonnen"


def dutch_date_of(instant: str) -> str:
    """The day of an instant, in words."""
    from datetime import datetime

    return dutch_date(datetime.fromisoformat(instant).date())


def note_trial(work: Work, run: DryRun) -> None:
    """An example that came to an end shows that this content was tried."""
    draft = work.session.get_one(WayDraft, run.draft_id)
    if draft.state == "ontwerp" and draft.tried_hash != run.content_hash:
        approvals.record_trial(work, draft.key, run.content_hash, f"Geprobeerd met proef {run.number}, tot het einde.")
