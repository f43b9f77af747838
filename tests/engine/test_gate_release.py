"""What the gate sees when forms and other diagrams lie beside a diagram."""

from service.engine import ReleaseFiles, gate
from tests.engine.drawing import (
    call,
    chain,
    diagram,
    end,
    start,
    sub_process,
    user,
)
from tests.engine.gate_cases import LANES, ROLES
from tests.engine.world import Blocks


class ReadForm:
    """A form with one field, and one name from the process."""

    def field_names(self) -> frozenset[str]:
        return frozenset({"antwoord"})

    def outside_names(self) -> list[tuple[str, str]]:
        return [("antwoord", "spoed")]

    def offered(self, name: str) -> None:
        return None


def test_forms_are_held_against_the_task_that_shows_them() -> None:
    drawn = diagram(
        "proef",
        start(),
        user("doen", takes="x=weg"),
        end(),
        chain("begin", "doen", "einde"),
        variables={"x": "str; doen"},
        lanes=LANES,
    )
    found = gate.check({"proef": drawn}, {"doen.json": b"{}"}, Blocks(), ROLES, read_form=lambda _id, _data: ReadForm())
    texts = [mistake.message for mistake in found if mistake.rule == "formulierveld"]
    assert len(texts) == 2
    assert "«weg»" in texts[0]
    assert "«spoed»" in texts[1]


def test_a_form_that_cannot_be_read_is_a_finding() -> None:
    def refuse(_id: str, _data: bytes) -> ReadForm:
        raise ValueError("Het formulier heeft geen titel. Vul er een in.")

    found = gate.check({}, {"doen.json": b"{"}, Blocks(), ROLES, read_form=refuse)
    assert [(mistake.file, mistake.rule) for mistake in found] == [("doen.json", "formulier")]


def test_a_variant_lies_over_its_base_and_may_not_drop_a_mandatory_step() -> None:
    base_drawn = diagram(
        "proef",
        start(),
        user("doen", verplicht="perspectief"),
        call("roepen", "stap"),
        end(),
        chain("begin", "doen", "roepen", "einde"),
        lanes=LANES,
    )
    stap = diagram("stap", start("s"), end("e"), chain("s", "e"))
    base = ReleaseFiles(1, "landelijk-1", {"proef": base_drawn, "stap": stap}, {"doen": b"{}"})
    kept = diagram(
        "proef",
        start(),
        call("roepen", "stap"),
        user("af", verplicht="perspectief"),
        end(),
        chain("begin", "roepen", "af", "einde"),
        lanes=LANES,
    )
    dropped = base_drawn.replace(b"perspectief", b"")
    check = gate.check({"proef": kept}, {"af": b"{}"}, Blocks(), ROLES, base)
    assert [mistake for mistake in check if mistake.severity == "fout"] == []
    check = gate.check({"proef": dropped}, {}, Blocks(), ROLES, base)
    assert [mistake.rule for mistake in check if mistake.severity == "fout"] == ["verplicht"]


def test_a_sub_process_id_is_unique_in_the_whole_release() -> None:
    one, two = (
        diagram(
            key,
            start(),
            sub_process("rond", start("s"), end("e", "tak_klaar"), chain("s", "e")),
            end(),
            chain("begin", "rond", "einde"),
            lanes=LANES,
        )
        for key in ("een", "twee")
    )
    found = gate.check({"een": one, "twee": two}, {}, Blocks(), ROLES)
    assert ("twee", "id", "rond") in [(mistake.file, mistake.rule, mistake.element) for mistake in found]
