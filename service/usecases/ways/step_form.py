"""The questions about one step of a process: forms like any other, so that they work like any other."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from service.engine import Flow, NodeModel
from service.forms import Form
from service.usecases.ways.author_facts import AuthorFacts

NEW_KINDS: Mapping[str, str] = {
    "userTask": "Taak met formulier",
    "manualTask": "Taak om te bevestigen",
    "serviceTask": "Bouwsteen: doet het systeem",
    "callActivity": "Ander proces aanroepen",
}
_DUE: Mapping[str, str] = {
    "werkdagen": "Een aantal werkdagen",
    "termijn": "Een termijn uit de lijst",
    "tekst": "Een eigen uitdrukking",
}
_EXAMPLE = 'Bijvoorbeeld besluit == "akkoord"'
_ON = {"nee": "Nee", "ja": "Ja, er komt een keuze na deze taak"}
HUMAN = ("userTask", "manualTask", "task")
_DAYS = re.compile(r"werkdagen\((\d+), vandaag\(\)\)")
_TERM = re.compile(r'termijn\("(T\d\d)", vandaag\(\)\)')


def _choice(
    name: str, label: str, options: Iterable[tuple[str, str]], needed: bool | str = True, help_: str = ""
) -> Any:
    choices = [{"waarde": value, "label": text} for value, text in options] or [
        {"waarde": "-", "label": "Niets te kiezen"}
    ]
    return {"naam": name, "type": "keuze", "label": label, "hulp": help_, "verplicht": needed, "keuzes": choices}


def _text(name: str, label: str, needed: bool | str = False, help_: str = "", kind: str = "tekst") -> Any:
    return {"naam": name, "type": kind, "label": label, "hulp": help_, "verplicht": needed}


def _basics(facts: AuthorFacts) -> list[Any]:
    return [
        _text("naam", "Naam van de stap", True, "Begin met wat er gebeurt, bijvoorbeeld «Uithuisplaatsing toetsen»."),
        _choice("rol", "Wie doet dit?", facts.roles.items()),
    ]


def _due(facts: AuthorFacts, when: str) -> list[Any]:
    terms = [(one.code, f"{one.code} {one.what}: nu {one.text}") for one in facts.terms]
    is_days, is_term, is_text = (f'termijn_soort == "{kind}"' for kind in _DUE)
    return [
        _choice("termijn_soort", "Wanneer moet het klaar zijn?", _DUE.items(), when or True),
        _text("dagen", "Aantal werkdagen nadat de taak opengaat", is_days, kind="getal"),
        _choice("termijn", "Termijn, geteld vanaf de dag dat de taak opengaat", terms, is_term),
        _text("uitdrukking", "Uitdrukking", is_text, 'Bijvoorbeeld eerste_van(termijn("T09", overleg_op), vandaag())'),
    ]


def new_step_form(facts: AuthorFacts, nodes: Iterable[NodeModel]) -> Form:
    """The questions about a new step, with the choice behind it."""
    human, is_form = 'soort == "userTask" or soort == "manualTask"', 'soort == "userTask"'
    asks = f'{is_form} and met_keuze == "ja"'
    targets = [(node.id, node.name) for node in nodes if node.kind not in ("startEvent", "boundaryEvent")]
    fields = [
        _choice("soort", "Soort stap", NEW_KINDS.items()),
        *_basics(facts),
        _choice("formulier", "Formulier", _forms(facts), is_form),
        *_due(facts, human),
        _choice("bouwsteen", "Wat doet het systeem?", _handlers(facts), 'soort == "serviceTask"'),
        _choice("aanroep", "Welk proces?", _processes(facts), 'soort == "callActivity"'),
        _choice("met_keuze", "Hangt het van een antwoord af hoe het verdergaat?", _ON.items(), is_form),
        _text("vraag", "Vraag van de keuze", asks, "Bijvoorbeeld «Akkoord met de plaatsing?»"),
        _text("veld", "Kenmerk van het antwoord in het formulier", asks, "Bijvoorbeeld besluit."),
        _text("waarde", "Bij welk antwoord gaat het anders?", asks, "De waarde, bijvoorbeeld afgewezen."),
        _choice("ander_doel", "Waar gaat het dan heen?", targets, asks),
    ]
    return Form.parse({"id": "stap", "titel": "Stap", "velden": fields}, "stap")


def _forms(facts: AuthorFacts) -> list[tuple[str, str]]:
    return [(form.id, form.title) for form in facts.forms]


def _handlers(facts: AuthorFacts) -> list[tuple[str, str]]:
    return [(one.handler.name, f"{one.title} ({one.handler.subject})") for one in facts.handlers]


def _processes(facts: AuthorFacts) -> list[tuple[str, str]]:
    return [(key, model.name) for key, model in facts.processes.items()]


def step_form(facts: AuthorFacts, node: NodeModel, flows: Iterable[Flow]) -> Form:
    """The questions about a step that is there."""
    fields = _basics(facts) if node.role or node.is_human else _basics(facts)[:1]
    fields.append(_text("uitleg", "Uitleg", False, "Wat wordt gevraagd en waarom.", "lange_tekst"))
    if node.kind in HUMAN:
        fields += [_choice("formulier", "Formulier", _forms(facts), node.kind == "userTask"), *_due(facts, "")]
    fields += _answers(facts, node) + _parameters(facts, node)
    if node.kind == "callActivity":
        fields.append(_choice("aanroep", "Welk proces?", _processes(facts)))
    if node.kind == "endEvent":
        fields.append(_text("resultaat", "Code van dit einde", True, "Het proces erboven gaat hiermee verder."))
    if node.kind == "exclusiveGateway":
        fields += _ways(list(flows))
    return Form.parse({"id": "stap", "titel": "Stap", "velden": fields}, "stap")


def _answers(facts: AuthorFacts, node: NodeModel) -> list[Any]:
    form = next((one for one in facts.forms if one.id == node.form), None)
    handler = next((one for one in facts.handlers if one.handler.name == node.handler), None)
    offered = [(field.name, field.label) for field in form.fields] if form else []
    offered += [(name, name.replace("_", " ")) for name in handler.handler.returns] if handler else []
    if not offered:
        return []
    choices = [{"waarde": value, "label": f"{label} ({value})"} for value, label in offered]
    return [{"naam": "antwoorden", "type": "meerkeuze", "label": "Antwoorden waarmee het proces verdergaat",
             "verplicht": False, "keuzes": choices}]  # fmt: skip


def _parameters(facts: AuthorFacts, node: NodeModel) -> list[Any]:
    if node.kind != "serviceTask":
        return []
    handler = next((one for one in facts.handlers if one.handler.name == node.handler), None)
    summary = handler.handler.summary if handler else ""
    fields = [_choice("bouwsteen", "Wat doet het systeem?", _handlers(facts), True, summary)]
    for parameter, values in handler.parameters() if handler else ():
        said = [parameter.help, f"In gebruik: {', '.join(values)}." if values else ""]
        fields.append(_text(f"par_{parameter.name}", parameter.name.replace("_", " "), parameter.required,
                            " ".join(filter(None, [*said, "Vaste tekst staat tussen aanhalingstekens."]))))  # fmt: skip
    return fields


def _ways(flows: list[Flow]) -> list[Any]:
    fields: list[Any] = []
    for number, flow in enumerate(flows, start=1):
        fields.append(_text(f"weg_{number}", f"Naam van weg {number}, naar {flow.target}"))
        other = f'anders != "{flow.id}"'
        fields.append(
            _text(f"als_{number}", f"Weg {number} wordt gekozen als", other, 'Bijvoorbeeld besluit == "akkoord"')
        )
    options = [(flow.id, f"Weg {number}") for number, flow in enumerate(flows, start=1)]
    return [_choice("anders", "Welke weg geldt in alle andere gevallen?", options), *fields]


def step_answers(node: NodeModel, flows: Iterable[Flow]) -> dict[str, Any]:
    """A step as answers to these questions."""
    given: dict[str, Any] = {"naam": node.name, "rol": node.role, "uitleg": node.documentation, "formulier": node.form,
                             "aanroep": node.calls, "resultaat": node.result, "bouwsteen": node.handler,
                             "antwoorden": [field for _, field in node.takes]}  # fmt: skip
    given |= {f"par_{name}": value for name, value in node.parameters} | _due_answers(node.due or "")
    for number, flow in enumerate(flows, start=1):
        given |= {f"weg_{number}": flow.name, f"als_{number}": flow.condition}
        given |= {"anders": flow.id} if flow.is_default else {}
    return given


def _due_answers(source: str) -> dict[str, Any]:
    if days := _DAYS.fullmatch(source):
        return {"termijn_soort": "werkdagen", "dagen": int(days[1])}
    if term := _TERM.fullmatch(source):
        return {"termijn_soort": "termijn", "termijn": term[1]}
    return {"termijn_soort": "tekst", "uitdrukking": source} if source else {}


def due_of(given: Mapping[str, Any]) -> str:
    """The expression of the due date that these answers ask for."""
    kind = given.get("termijn_soort")
    if kind == "werkdagen":
        return f"werkdagen({given['dagen']}, vandaag())"
    return f'termijn("{given["termijn"]}", vandaag())' if kind == "termijn" else str(given.get("uitdrukking") or "")
