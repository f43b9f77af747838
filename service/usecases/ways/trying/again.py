"""Beginning an example once more, and its drawings as it runs on them."""

from datetime import datetime

from service.domain.actors import Actor
from service.domain.errors import NotFound
from service.usecases.ways.trying import dry_runs, runs
from service.usecases.ways.trying.sandbox import RELEASE
from service.usecases.work import WorkFactory


def begin_again(factory: WorkFactory, actor: Actor, draft_key: str, number: int) -> int:
    """The same start, on what the draft is now; the earlier example stays. Gives the number of the new one."""
    start = runs.read(factory, actor, draft_key, number).steps[0]["stap"]
    began = datetime.fromisoformat(start["begin"])
    return dry_runs.begin(factory, actor, draft_key, start["proces"], start["antwoorden"], began)


def get_drawing(factory: WorkFactory, actor: Actor, draft_key: str, number: int, process_key: str) -> bytes:
    """The BPMN XML of a process as this example has it, whatever the draft became since."""
    run = runs.read(factory, actor, draft_key, number)
    with runs.opened_at(factory, run) as box:
        release = box.services.library.get(RELEASE)
        if process_key not in release.processes:
            raise NotFound("Dit diagram zit niet in deze proef.")
        return release.xml(process_key)
