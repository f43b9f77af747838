"""One diagram for every mistake that the gate has to see: its parts, and the rule and element of the finding."""

from tests.engine.drawing import (
    boundary,
    call,
    catch,
    chain,
    element,
    end,
    flow,
    many,
    message,
    parallel,
    service,
    start,
    sub_process,
    timer,
    user,
    xor,
)
from tests.engine.gate_cases import GOOD

BAD: dict[str, tuple[tuple[str, ...], tuple[str, str | None]]] = {
    "script task": (
        (
            start(),
            element("scriptTask", "doen", "<bpmn:script>1</bpmn:script>"),
            end(),
            chain("begin", "doen", "einde"),
        ),
        ("element", "doen"),
    ),
    "pre-script": (
        (
            start(),
            user("doen").replace("</bpmn:ext", "<spiffworkflow:preScript>1</spiffworkflow:preScript></bpmn:ext"),
            end(),
            chain("begin", "doen", "einde"),
        ),
        ("script", "doen"),
    ),
    "event gateway": (
        (start(), element("eventBasedGateway", "keuze"), end(), chain("begin", "keuze", "einde")),
        ("element", "keuze"),
    ),
    "cycle timer": (
        (start(), catch("doen", timer('"R/PT1H"', "timeCycle")), end(), chain("begin", "doen", "einde")),
        ("element", "doen"),
    ),
    "error event": (
        (*GOOD, boundary("t", "doen", '<bpmn:errorEventDefinition id="e" />'), end("af", "af"), chain("t", "af")),
        ("element", "t"),
    ),
    "event sub-process": (
        (*GOOD, element("subProcess", "rond", start("s") + end("e") + chain("s", "e"), triggeredByEvent="true")),
        ("element", "rond"),
    ),
    "signal end": (
        (start(), end("einde", "klaar", '<bpmn:signalEventDefinition id="s" />'), chain("begin", "einde")),
        ("gebeurtenis", "einde"),
    ),
    "start with a timer": (
        (
            element("startEvent", "begin", timer("om_verval(vandaag())")),
            user("doen"),
            end(),
            chain("begin", "doen", "einde"),
        ),
        ("gebeurtenis", "begin"),
    ),
    "service task without block": (
        (start(), element("serviceTask", "bellen"), end(), chain("begin", "bellen", "einde")),
        ("bouwsteen", "bellen"),
    ),
    "unknown block": (
        (start(), service("bellen", "weg"), end(), chain("begin", "bellen", "einde")),
        ("bouwsteen", "bellen"),
    ),
    "missing parameter": (
        (start(), service("bellen", "melden"), end(), chain("begin", "bellen", "einde")),
        ("bouwsteen_waarde", "bellen"),
    ),
    "unknown parameter": (
        (start(), service("bellen", "melden", bericht='"x"', zomaar='"y"'), end(), chain("begin", "bellen", "einde")),
        ("bouwsteen_waarde", "bellen"),
    ),
    "parameter of another type": (
        (start(), service("bellen", "melden", bericht="1"), end(), chain("begin", "bellen", "einde")),
        ("bouwsteen_waarde", "bellen"),
    ),
    "value that the block does not return": (
        (start(), service("bellen", "melden", takes="iets", bericht='"x"'), end(), chain("begin", "bellen", "einde")),
        ("bouwsteen_waarde", "bellen"),
    ),
    "unknown form": (
        (start(), user("doen", formulier="weg"), end(), chain("begin", "doen", "einde")),
        ("formulier", "doen"),
    ),
    "unknown variable taken": (
        (start(), user("doen", takes="weg"), end(), chain("begin", "doen", "einde")),
        ("variabele", "doen"),
    ),
    "no due date": ((start(), user("doen", due=None), end(), chain("begin", "doen", "einde")), ("vervaldatum", "doen")),
    "unsafe due date": (
        (start(), user("doen", due="open('x')"), end(), chain("begin", "doen", "einde")),
        ("uitdrukking", "doen"),
    ),
    "wrong number of arguments": (
        (start(), user("doen", due='termijn("T01")'), end(), chain("begin", "doen", "einde")),
        ("uitdrukking", "doen"),
    ),
    "unknown name": (
        (start(), user("doen", due="werkdagen(1, weg)"), end(), chain("begin", "doen", "einde")),
        ("variabele", "doen"),
    ),
    "timer without instant": (
        (*GOOD, boundary("t", "doen", timer("vandaag()")), end("af", "af"), chain("t", "af")),
        ("timer", "t"),
    ),
    "endless duration": (
        (start(), catch("doen", timer('"P999999999M"', "timeDuration")), end(), chain("begin", "doen", "einde")),
        ("timer", "doen"),
    ),
    "unknown process": (
        (start(), call("roepen", "weg"), end(), chain("begin", "roepen", "einde")),
        ("aanroep", "roepen"),
    ),
    "recursion": (
        (start(), call("roepen", "proef"), end(), chain("begin", "roepen", "einde")),
        ("kring", "roepen"),
    ),
    "unknown phase": (
        (start(), call("roepen", "proef", phase="zomaar"), end(), chain("begin", "roepen", "einde")),
        ("fase", "roepen"),
    ),
    "message without name": (
        (start(), catch("doen", message("weg")), end(), chain("begin", "doen", "einde")),
        ("verwijzing", "doen"),
    ),
    "reserved id": ((start(), user("End"), end(), chain("begin", "End", "einde")), ("id", "End")),
    "duplicate id": ((*GOOD, user("doen")), ("id", "doen")),
    "id of a parameter": (
        (start(), service("bericht", "melden", bericht='"x"'), end(), chain("begin", "bericht", "einde")),
        ("id", "bericht"),
    ),
    "two starts": ((*GOOD, start("rond"), flow("rond", "einde")), ("start", "proef")),
    "no end": ((start(), user("doen"), chain("begin", "doen")), ("einde", "proef")),
    "dead end": ((*GOOD, user("af"), xor("keuze"), flow("keuze", "af")), ("doodlopend", "af")),
    "unreachable": ((*GOOD, user("af"), flow("af", "einde")), ("onbereikbaar", "af")),
    "no way to an end": (
        (
            start(),
            xor("keuze", "f_keuze__einde"),
            user("doen"),
            user("af"),
            end(),
            flow("begin", "keuze"),
            flow("keuze", "doen", "True"),
            flow("keuze", "einde"),
            chain("doen", "af", "doen"),
        ),
        ("geen_einde", "doen"),
    ),
    "flow to nowhere": ((*GOOD[:-1], flow("begin", "doen"), flow("doen", "weg")), ("stroom", "f_doen__weg")),
    "two flows out of a task": ((*GOOD, end("af", "af"), flow("doen", "af")), ("meer_stromen", "doen")),
    "condition after a task": (
        (*GOOD[:-1], flow("begin", "doen"), flow("doen", "einde", "True")),
        ("voorwaarde", "f_doen__einde"),
    ),
    "gateway without default": (
        (
            start(),
            xor("keuze"),
            user("doen"),
            end(),
            flow("begin", "keuze"),
            flow("keuze", "doen", "True"),
            flow("keuze", "einde", "False"),
            flow("doen", "einde"),
        ),
        ("standaard", "keuze"),
    ),
    "flow without condition": (
        (
            start(),
            xor("keuze", "f_keuze__einde"),
            user("doen"),
            end(),
            flow("begin", "keuze"),
            flow("keuze", "doen"),
            flow("keuze", "einde"),
            flow("doen", "einde"),
        ),
        ("voorwaarde", "f_keuze__doen"),
    ),
    "loop without a wait": (
        (
            start(),
            service("bellen", "tellen"),
            xor("keuze", "f_keuze__bellen"),
            end(),
            chain("begin", "bellen", "keuze"),
            flow("keuze", "einde", "False"),
            flow("keuze", "bellen"),
        ),
        ("lus", "bellen"),
    ),
    "task on a branch that does not interrupt": (
        (
            *GOOD,
            boundary("t", "doen", timer("om_verval(vervalt_op)"), False),
            user("af"),
            end("t_einde", "tak_klaar"),
            chain("t", "af", "t_einde"),
        ),
        ("zijtak", "af"),
    ),
    "boundary on nothing": (
        (*GOOD, boundary("t", "weg", timer("om_verval(vandaag())")), end("af", "af"), chain("t", "af")),
        ("rand", "t"),
    ),
    "end without result": (
        (start(), user("doen"), end("einde", None), chain("begin", "doen", "einde")),
        ("resultaat", "einde"),
    ),
    "result inside a sub-process": (
        (
            start(),
            sub_process("rond", start("s"), end("e", "klaar"), chain("s", "e")),
            end(),
            chain("begin", "rond", "einde"),
        ),
        ("resultaat", "e"),
    ),
    "too many branches": (
        (
            start(),
            *(parallel(f"p{n}") for n in range(3)),
            *(user(f"u{n}{m}") for n in range(3) for m in range(6)),
            end(),
            flow("begin", "p0"),
            *(flow(f"p{n}", f"u{n}{m}") for n in range(3) for m in range(6)),
        ),
        ("takken", "proef"),
    ),
    "many over something that is no list": (
        (start(), user("doen", body=many("weg", "een")), end(), chain("begin", "doen", "einde")),
        ("meervoud", "doen"),
    ),
}
