"""Cases of regions that work with the shipped variants, played by the people whose work it is."""

from collections.abc import Callable
from typing import Any

from service.domain.actors import SYSTEM
from service.usecases import task_reads, tasks
from service.usecases.releases import load_releases
from tests.process.play import Data, Play
from tests.world import ROOT, World

PLACEMENT: Data = {"uithuisplaatsing_voorgenomen": True, "uithuisplaatsing_soort": "machtiging_gevraagd"}
AT_HOME: Data = {"uithuisplaatsing_voorgenomen": False}


def load_variants(world: World) -> None:
    """Load what is shipped for the regions of the demo."""
    with world.factory.write(SYSTEM) as work:
        load_releases(work, ROOT / "bpmn")


def come_to(world: World, stage: str, play: Callable[[Play], object]) -> Play:
    """A case on the shipped variants, as far as `play` brings it; a copy for whoever comes there again."""

    def from_the_start() -> str:
        load_variants(world)
        case = Play(world)
        play(case)
        return case.number

    case = Play(world)
    case.number = world.come_to(("varianten", stage), from_the_start)
    return case


def do_as(case: Play, who: str, element: str, data: Data) -> None:
    """Complete an open task as somebody, with what was filled in beforehand."""
    found = case.open(element)
    assert found, f"no open task {element}; open are {sorted(case.elements())}"
    complete_as(case.world, who, found[0].task_id, data)


def complete_as(world: World, who: str, task_id: int, data: Data) -> None:
    """Complete a task as somebody."""
    with world.factory.write(world.actor(who)) as work:
        known = task_reads.get_task(work, task_id).data
        tasks.complete(work, task_id, {**known, **data})


def judged(judgement: str, **more: Any) -> Data:
    """The answers of the first expert."""
    return {
        "alternatieven": "Oma drie dagen per week; intensieve hulp thuis is geprobeerd.",
        "mening_jeugdige": "Ik wil thuis blijven.",
        "mening_ouders": "Wij willen hulp thuis.",
        "duur_en_terugkeer": "Drie maanden, daarna terug met begeleiding.",
        "betrokken": True,
        "oordeel": judgement,
        "toelichting": "Hulp van het netwerk is nog niet genoeg onderzocht.",
        **more,
    }


def judged_second(judgement: str, **more: Any) -> Data:
    """The answers of the second expert, who has no part in it."""
    return {"niet_betrokken": True, "oordeel": judgement, "toelichting": "Ik zie hetzelfde.", **more}
