"""The questions about one step of a process: forms like any other, so that they work like any other."""

from collections.abc import Iterable, Mapping
from typing import Any

from service.engine import Flow, NodeModel, ProcessModel
from service.forms import Form
from service.usecases.ways.author_facts import AuthorFacts
from service.usecases.ways.step_questions import (
    EXAMPLE,
    HUMAN,
    Question,
    choice,
    due_answers,
    due_questions,
    forms_of,
    handlers_of,
    is_on_task,
    moment_answers,
    moment_questions,
    name_question,
    processes_of,
    role_question,
    targets_of,
    text,
)

KINDS: Mapping[str, str] = {
    "userTask": "Taak met formulier",
    "manualTask": "Taak om te bevestigen",
    "task": "Bevestigingstaak",
    "serviceTask": "Bouwsteen: doet het systeem",
    "callActivity": "Ander proces aanroepen",
}
STRANGE: Mapping[str, str] = {
    "scriptTask": "Scripttaak: mag niet",
    "sendTask": "Verzendtaak: mag niet",
    "receiveTask": "Ontvangsttaak: mag niet",
    "businessRuleTask": "Beslisregeltaak: mag niet",
    "inclusiveGateway": "Keuze met meer wegen: mag niet",
    "complexGateway": "Samengestelde keuze: mag niet",
    "eventBasedGateway": "Keuze door wat het eerst gebeurt: mag niet",
}
_GATEWAYS = {"exclusiveGateway": "Keuze: één weg uit meer", "parallelGateway": "Splitsing: alle wegen tegelijk"}
_STOPS = {"nee": "De stap blijft open (herinnering)", "ja": "De stap stopt"}


def step_form(facts: AuthorFacts, model: ProcessModel, node: NodeModel, flows: Iterable[Flow]) -> Form:
    """The questions about a step that is there."""
    fields = [name_question(), *_kind(node)]
    if node.role or node.is_human:
        fields.append(role_question(facts, node.role))
    fields.append(text("uitleg", "Uitleg", False, "Wat wordt gevraagd en waarom.", "lange_tekst"))
    fields += _human(facts, model, node) + _answers(facts, node) + _parameters(facts, node)
    if node.kind == "callActivity":
        fields.append(choice("aanroep", "Welk proces?", processes_of(facts, node.calls)))
    if node.kind == "endEvent":
        fields.append(text("resultaat", "Code van dit einde", True, "Het proces erboven gaat hiermee verder."))
    fields += _event(facts, model, node) + _ways(model, node, list(flows))
    return Form.parse({"id": "stap", "titel": "Stap", "velden": fields}, "stap")


def _kind(node: NodeModel) -> list[Question]:
    options = KINDS if node.kind.endswith(("Task", "task", "Activity")) else _GATEWAYS
    if node.kind not in options and node.kind not in STRANGE:
        return []
    own = {node.kind: STRANGE[node.kind]} if node.kind in STRANGE else {}
    if options is _GATEWAYS and not own:
        return []
    return [choice("soort", "Soort stap", {**own, **options}.items())]


def _human(facts: AuthorFacts, model: ProcessModel, node: NodeModel) -> list[Question]:
    if node.kind not in HUMAN:
        return []
    due = due_questions(facts, model, "")
    if node.due is None:
        due[0]["keuzes"].append({"waarde": "geen", "label": "Er is geen termijn"})
    return [choice("formulier", "Formulier", forms_of(facts, node.form), node.kind == "userTask"), *due]


def _answers(facts: AuthorFacts, node: NodeModel) -> list[Question]:
    form = next((one for one in facts.forms if one.id == node.form), None)
    handler = next((one for one in facts.handlers if one.handler.name == node.handler), None)
    offered = [(field.name, field.label) for field in form.fields] if form else []
    offered += [(name, name.replace("_", " ")) for name in handler.handler.returns] if handler else []
    offered += [(name, name) for _, name in node.takes if name not in dict(offered)]
    if not offered:
        return []
    choices = [{"waarde": value, "label": f"{label} ({value})"} for value, label in offered]
    return [{"naam": "antwoorden", "type": "meerkeuze", "label": "Antwoorden waarmee het proces verdergaat",
             "verplicht": False, "keuzes": choices}]  # fmt: skip


def _parameters(facts: AuthorFacts, node: NodeModel) -> list[Question]:
    if node.kind != "serviceTask":
        return []
    handler = next((one for one in facts.handlers if one.handler.name == node.handler), None)
    summary = handler.handler.summary if handler else ""
    fields = [choice("bouwsteen", "Wat doet het systeem?", handlers_of(facts, node.handler), True, summary)]
    for parameter, values in handler.parameters() if handler else ():
        said = [parameter.help, f"In gebruik: {', '.join(values)}." if values else ""]
        fields.append(text(f"par_{parameter.name}", parameter.name.replace("_", " "), parameter.required,
                           " ".join(filter(None, [*said, "Vaste tekst staat tussen aanhalingstekens."]))))  # fmt: skip
    return fields


def _event(facts: AuthorFacts, model: ProcessModel, node: NodeModel) -> list[Question]:
    """What an event waits for or gives, and whether it stops the step it hangs on."""
    fields: list[Question] = []
    if node.event == "timer":
        fields += moment_questions(facts, model, "", on_task=is_on_task(model, node))
        fields[-1]["verplicht"] = 'termijn_soort != "tekst"'
    elif node.event in ("message", "signal"):
        known = f"In gebruik: {', '.join(facts.messages)}." if facts.messages else ""
        fields.append(text("bericht", "Naam van het bericht", True, known))
    if node.kind == "boundaryEvent":
        fields.append(choice("onderbreekt", "Wat gebeurt er dan met de stap?", _STOPS.items()))
    return fields


def _ways(model: ProcessModel, node: NodeModel, flows: list[Flow]) -> list[Question]:
    """Where it goes on, and for a choice when."""
    fields: list[Question] = []
    chooses = node.kind == "exclusiveGateway" and len(flows) > 1
    targets = targets_of(model, node.inside, but=node.id)
    for number, flow in enumerate(flows, start=1):
        which = f" van weg {number}" if len(flows) > 1 else ""
        if len(flows) > 1:
            to = model.nodes[flow.target].name if flow.target in model.nodes else flow.target
            fields.append(text(f"weg_{number}", f"Naam van weg {number}, naar {to}"))
        if chooses:
            other = f'anders != "{flow.id}"'
            fields.append(text(f"als_{number}", f"Weg {number} wordt gekozen als", other, EXAMPLE))
        if flow.target in dict(targets):
            fields.append(choice(f"naar_{number}", f"Volgende stap{which}", targets))
    if not chooses:
        return fields
    names = {flow.target: model.nodes[flow.target].name for flow in flows if flow.target in model.nodes}
    options = [
        (flow.id, f"Weg {number}, naar {names.get(flow.target, flow.target)}")
        for number, flow in enumerate(flows, start=1)
    ]
    return [choice("anders", "Welke weg geldt in alle andere gevallen?", options), *fields]


def step_answers(model: ProcessModel, node: NodeModel, flows: Iterable[Flow]) -> dict[str, Any]:
    """A step as answers to these questions."""
    given: dict[str, Any] = {"naam": node.name, "rol": node.role, "uitleg": node.documentation, "formulier": node.form,
                             "aanroep": node.calls, "resultaat": node.result, "bouwsteen": node.handler,
                             "antwoorden": [field for _, field in node.takes], "soort": node.kind,
                             "onderbreekt": "ja" if node.interrupting else "nee", "bericht": node.message}  # fmt: skip
    dates = [name for name, one in model.variables.items() if one.type == "date"]
    given |= {f"par_{name}": value for name, value in node.parameters}
    if node.event == "timer":
        given |= moment_answers(node.timer or "", dates)
    elif node.kind in HUMAN:
        given |= due_answers(node.due, dates) if node.due else {"termijn_soort": "geen"}
    for number, flow in enumerate(flows, start=1):
        given |= {f"weg_{number}": flow.name, f"als_{number}": flow.condition, f"naar_{number}": flow.target}
        given |= {"anders": flow.id} if flow.is_default else {}
    return given
