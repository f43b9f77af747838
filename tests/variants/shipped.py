"""Cases of regions that work with the shipped variants, played by the people whose work it is."""

from collections.abc import Callable
from typing import Any

from service.domain.actors import SYSTEM
from service.usecases import task_reads, tasks
from service.usecases.releases import load_releases
from tests.process.play import Data, Play
from tests.story import answers as story
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


def to_region(case: Play, municipality: str, **changes: Any) -> None:
    """From registration until the responsible municipality is asked for; where nobody asks, until the triage."""
    case.register(municipality, **changes)
    case.do("eerste_contact", story.FIRST_CONTACT)


def to_plan(case: Play, municipality: str = "lindervoort", *, parties: Data = story.PARTIES, **changes: Any) -> None:
    """From registration to the task that makes the plan, in any region."""
    to_region(case, municipality, **changes)
    if "regio_bepalen" in case.elements():
        case.do("regio_bepalen", {"gemeente_bevestigd": True})
    director = "u-eil" if municipality == "duinwerd" else "u-pr1"
    case.do("beoordelen", {**story.DIRECTION, "procesregisseur": director})
    case.do("partijen_bepalen", parties)
    case.do("perspectief", story.PERSPECTIVE)
    case.do("overleg_plannen", story.INVITED)
    if "vraag" in case.elements():
        ask_network(case)
    case.do("analyse", story.ANALYSIS)


def ask_network(case: Play) -> None:
    """The question to the expertise network, and its answer."""
    question = "Wie kent een vorm van hulp die wonen en onderwijs samen biedt?"
    case.do("vraag", {"netwerk": "o-netwerk", "vraag": question, "herleidbaar": False})
    case.do("antwoord", {"antwoord": "Wij kennen er twee.", "vervolg": "advies"})


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
