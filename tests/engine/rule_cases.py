"""A case for every rule of the gate: what makes it speak up. The mistakes of one diagram each stand in bad_diagrams."""

from collections.abc import Callable, Mapping, Sequence

from service.engine import ReleaseFiles, gate
from service.engine.gate.trial.result import Stuck, Trial
from service.engine.gate.tried import TryOut
from tests.engine.drawing import (
    boundary,
    call,
    catch,
    chain,
    diagram,
    element,
    end,
    flow,
    message,
    parallel,
    service,
    start,
    terminate,
    timer,
    user,
    xor,
)
from tests.engine.gate_cases import GOOD, LANES, ROLES
from tests.engine.world import Blocks

FORMS = {name: b"{}" for name in ("doen", "een", "twee", "drie", "af", "rond")}
SHAPE = (
    '<bpmndi:BPMNShape id="s_{0}" bpmnElement="{0}"><dc:Bounds x="{1}" y="{2}" width="100" height="80" />'
    "</bpmndi:BPMNShape>"
)
Ask = Callable[[], list[gate.Finding]]


def file(data: bytes, name: str = "proef.bpmn") -> list[gate.Finding]:
    return gate.check({name: data}, FORMS, Blocks(), ROLES)


def drawn(*content: str, **more: object) -> bytes:
    return diagram("proef", *content, **{"lanes": LANES, **more})  # type: ignore[arg-type]


def ask(
    *content: str, vocabulary: gate.Vocabulary | None = None, tried: TryOut | None = None, **more: object
) -> list[gate.Finding]:
    data = drawn(*content, **more)
    return gate.check({"proef.bpmn": data}, FORMS, Blocks(), ROLES, vocabulary=vocabulary, try_out=tried)


def choice(one: str, two: str, **variables: str) -> list[gate.Finding]:
    """Two ways after a gateway, and a third for anything else."""
    return ask(
        start(), user("een"), xor("keuze", "f_keuze__einde"), user("twee"), user("drie"), end(),
        chain("begin", "een", "keuze"), flow("keuze", "twee", one), flow("keuze", "drie", two),
        flow("keuze", "einde"), flow("twee", "einde"), flow("drie", "einde"), variables=variables,
    )  # fmt: skip


def shapes(*places: tuple[str, int, int]) -> str:
    found = "".join(SHAPE.format(*place) for place in places)
    plane = f'<bpmndi:BPMNPlane id="plane" bpmnElement="proef">{found}</bpmndi:BPMNPlane>'
    return f'<bpmndi:BPMNDiagram id="tekening">{plane}</bpmndi:BPMNDiagram>'


class Form:
    """A form with one choice, and one name from the process."""

    def field_names(self) -> frozenset[str]:
        return frozenset({"uitkomst"})

    def outside_names(self) -> list[tuple[str, str]]:
        return [("uitkomst", "spoed")]

    def offered(self, name: str) -> tuple[str, ...] | None:
        return ("ja", "nee") if name == "uitkomst" else None


def with_form(condition: str = 'uitkomst == "jawel"') -> list[gate.Finding]:
    data = drawn(
        start(), user("een", takes="uitkomst"), xor("keuze", "f_keuze__einde"), user("twee"), end(),
        chain("begin", "een", "keuze"), flow("keuze", "twee", condition), flow("keuze", "einde"),
        flow("twee", "einde"), variables={"uitkomst": "str; een"},
    )  # fmt: skip
    return gate.check({"proef": data}, FORMS, Blocks(), ROLES, read_form=lambda _id, _data: Form())


def dropped() -> list[gate.Finding]:
    base = drawn(start(), user("doen", verplicht="perspectief"), end(), chain("begin", "doen", "einde"))
    release = ReleaseFiles(1, "landelijk-1", {"proef": base}, {"doen": b"{}"})
    return gate.check({"proef": base.replace(b"perspectief", b"")}, {}, Blocks(), ROLES, release)


def calling(callee: bytes) -> list[gate.Finding]:
    data = drawn(start(), call("roepen", "stap"), end(), chain("begin", "roepen", "einde"))
    return gate.check({"proef": data, "stap": callee}, {}, Blocks(), ROLES)


def over_a_process_that_is_off() -> list[gate.Finding]:
    off = diagram("stap", start("s"), end("e"), chain("s", "e")).replace(b'"true"', b'"false"')
    data = drawn(start(), call("roepen", "stap"), end(), chain("begin", "roepen", "einde"))
    return gate.check({"proef": data}, {}, Blocks(), ROLES, ReleaseFiles(1, "landelijk-1", {"stap": off}, {}))


def tried(trial: Trial | None) -> list[gate.Finding]:
    def try_out(
        _diagrams: Mapping[str, bytes], _forms: Mapping[str, bytes], keys: Sequence[str]
    ) -> dict[str, Trial | None]:
        return dict.fromkeys(keys, trial)

    return ask(*GOOD, tried=try_out)


def broken() -> list[gate.Finding]:
    class Broken(Blocks):
        def find(self, name: str) -> None:
            raise RuntimeError(name)

    data = drawn(start(), service("bellen", "melden"), end(), chain("begin", "bellen", "einde"))
    return gate.check({"proef": data}, {}, Broken(), ROLES)


_WAITS = (start(), catch("doen", message("brief")), end(), chain("begin", "doen", "einde"))
_XOR_INTO_AND = (
    start(), xor("gw", "f_gw__twee"), user("een"), user("twee"), parallel("samen"), user("drie"), end(),
    flow("begin", "gw"), flow("gw", "een", "spoed"), flow("gw", "twee"), chain("een", "samen", "drie", "einde"),
    chain("twee", "samen"),
)  # fmt: skip
_AND_INTO_TASK = (
    start(), parallel("split"), user("een"), user("twee"), user("drie"), end(),
    chain("begin", "split", "een", "drie", "einde"), chain("split", "twee", "drie"),
)  # fmt: skip
_VACANT = gate.Vocabulary(vacancies={"secretaris": gate.Vacancy(True, ("Team, Gemeente",))})

CASES: Mapping[str, Ask] = {
    "bestand": lambda: file(b"PK\x03\x04 zip"),
    "te_groot": lambda: file(b"<a>" + b" " * 600 * 1024 + b"</a>"),
    "codering": lambda: file(drawn(*GOOD).decode().encode("utf-16")),
    "insluiting": lambda: file(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
    "xml": lambda: file(drawn(*GOOD)[:-30]),
    "nesting": lambda: file(b"<a>" * 300 + b"</a>" * 300),
    "geen_bpmn": lambda: file(b'<svg xmlns="http://www.w3.org/2000/svg" />'),
    "schema": lambda: ask(*GOOD, extra=shapes(("doen", 10, 10)).replace('x="10"', 'x="tien"')),
    "onbekend": broken,
    "proces": lambda: file(drawn(*GOOD).replace(b'isExecutable="true"', b'isExecutable="false"')),
    "procesnaam": lambda: file(drawn(*GOOD), "anders.bpmn"),
    "onderwerp": lambda: file(drawn(*GOOD).replace(b'value="zaak"', b'value="weer"')),
    "omvang": lambda: ask(start(), *(user(f"t{n}") for n in range(200)), end()),
    "verplicht": dropped,
    "uitbreiding": lambda: ask(
        start(), user("doen").replace("</bpmn:ext", "<spiffworkflow:unitTests /></bpmn:ext"), end(),
        chain("begin", "doen", "einde"),
    ),
    "ander_pakket": lambda: file(
        drawn(*GOOD).replace(b'name="doen"', b'name="doen" xmlns:c="http://camunda.org/schema/1.0/bpmn" c:assignee="x"')
    ),
    "bouwsteen_over": lambda: ask(
        start(), service("doen", "melden", bericht='"x"').replace("bpmn:serviceTask", "bpmn:userTask"), end(),
        chain("begin", "doen", "einde"),
    ),
    "dubbele_stroom": lambda: ask(
        start(), xor("gw", "f_gw__doen"), user("doen"), end(), flow("begin", "gw"), flow("gw", "doen", "True"),
        flow("gw", "doen").replace('id="f', 'id="g'), flow("doen", "einde"),
    ),
    "herkomst": lambda: ask(*GOOD, variables={"x": "bool; weg"}),
    "termijn": lambda: ask(
        start(), user("doen", due='termijn("T99", vandaag())'), end(), chain("begin", "doen", "einde"),
        vocabulary=gate.Vocabulary(terms={"T01"}),
    ),
    "instelling": lambda: ask(
        start(), user("doen", due='instelling("weg")'), end(), chain("begin", "doen", "einde"),
        vocabulary=gate.Vocabulary(settings={"mandate.content"}),
    ),
    "onbekende_waarde": with_form,
    "formulierveld": with_form,
    "waarde": lambda: ask(
        start(), user("doen", due="werkdagen(1, datum)"), end(), chain("begin", "doen", "einde"),
        variables={"datum": "date; doen"},
    ),
    "baan": lambda: ask(*GOOD, lanes={"Tovenaar": ["doen"]}),
    "baan_bezetting": lambda: ask(*GOOD, vocabulary=_VACANT),
    "aanroep_gegevens": lambda: calling(
        diagram("stap", start("s"), end("e"), chain("s", "e"), variables={"datum": "date; start"})
    ),
    "bericht": lambda: ask(*_WAITS, messages=["brief"], vocabulary=gate.Vocabulary(messages={"intrekken"})),
    "samenkomst": lambda: ask(*_XOR_INTO_AND, variables={"spoed": "bool; start"}),
    "nooit_uitgevoerd": lambda: ask(*_XOR_INTO_AND, variables={"spoed": "bool; start"}),
    "dubbel": lambda: ask(*_AND_INTO_TASK),
    "keuze_overlap": lambda: choice("spoed", "getal > 3", spoed="bool; start", getal="int; start"),
    "keuze_nooit": lambda: choice("spoed and not spoed", "not spoed", spoed="bool; start"),
    "proef_lezen": over_a_process_that_is_off,
    "proef_vast": lambda: tried(Trial((Stuck("doen", "iets ontbreekt", ("start",)),), (), True, 1, 0)),
    "proef_niet_gelopen": lambda: tried(Trial((), ("doen",), True, 1, 1)),
    "proef_onvolledig": lambda: tried(Trial((), ("doen",), False, 1, 1)),
    "proef_afgebroken": lambda: tried(None),
    "tekening": lambda: ask(*GOOD),
    "label": lambda: file(drawn(*GOOD).replace(b'name="doen"', b"")),
    "overlap": lambda: ask(*GOOD, extra=shapes(("begin", 0, 300), ("doen", 10, 10), ("einde", 20, 20))),
    "overbodige_gateway": lambda: ask(
        start(), parallel("gw"), user("doen"), end(), chain("begin", "gw", "doen", "einde")
    ),
    "samen_en_splitsen": lambda: ask(
        start(), parallel("split"), user("een"), user("twee"), parallel("gw"), user("drie"), user("af"), end(),
        end("t_einde", "tak_klaar"), chain("begin", "split", "een", "gw", "drie", "einde"),
        chain("split", "twee", "gw", "af", "t_einde"),
    ),
    "overbodig_stoppen": lambda: ask(start(), user("doen"), terminate(), chain("begin", "doen", "einde")),
    "model": lambda: file(drawn(*GOOD).replace(b'targetRef="einde"', b'targetRef="nergens"')),
    "rand": lambda: ask(*GOOD, boundary("t", "weg", timer("om_verval(vandaag())")), end("af", "af"), chain("t", "af")),
    "element": lambda: ask(start(), element("scriptTask", "doen"), end(), chain("begin", "doen", "einde")),
}  # fmt: skip
