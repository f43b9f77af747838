"""Sound and bad diagrams for the gate, and a short way to ask what it finds."""

from collections.abc import Mapping

from service.engine import gate
from tests.engine.drawing import (
    chain,
    diagram,
    end,
    start,
    user,
)
from tests.engine.world import Blocks

ROLES = ("secretaris", "triagist")


LANES = {
    "Secretaris": [
        "begin",
        "doen",
        "einde",
        "keuze",
        "bellen",
        "roepen",
        "af",
        "t",
        "t_actie",
        "t_einde",
        "rond",
        "een",
        "twee",
        "drie",
        "gw",
        "split",
        "samen",
        "binnen",
    ]
}


def findings(*content: str, forms: Mapping[str, bytes] | None = None, **more: object) -> list[gate.Finding]:
    drawn = diagram("proef", *content, **{"lanes": LANES, **more})  # type: ignore[arg-type]
    return gate.check({"proef.bpmn": drawn}, forms if forms is not None else {"doen": b"{}"}, Blocks(), ROLES)


def mistakes(*content: str, **more: object) -> list[tuple[str, str | None]]:
    return [(found.rule, found.element) for found in findings(*content, **more) if found.severity == "fout"]  # type: ignore[arg-type]


GOOD = (start(), user("doen"), end(), chain("begin", "doen", "einde"))
