"""Expressions of a diagram: they compile, they use declared names, and known functions in the right way."""

import ast
from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from service.domain.expressions import Compiled, ExpressionError, compile_expression
from service.engine.due import DUE
from service.engine.elements import MAX_INSTANCES
from service.engine.events import duration_from
from service.engine.gate.finding import Diagram
from service.engine.model import NodeModel
from service.engine.xml import BPMN, Element, local_name

_ANY_INSTANT = datetime(2026, 1, 1, tzinfo=UTC)
INSTANTS = ("om_herinnering", "om_verval")
_ARGUMENTS = {
    "termijn": (2, 2),
    "werkdagen": (2, 2),
    "vandaag": (0, 0),
    "om_herinnering": (1, 1),
    "om_verval": (1, 1),
    "eerste_van": (2, 20),
    "laatste_van": (2, 20),
    "kies": (3, 3),
    "instelling": (1, 1),
    "aantal": (1, 1),
}


@dataclass(frozen=True)
class Vacancy:
    """A role that nobody holds: `everywhere` in the region, or in these places only (team, municipality)."""

    everywhere: bool
    places: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """What exists where the diagram will run; None when the caller does not know it.

    Term codes, settings, names of messages that something sends, kinds of mail, and roles that nobody holds.
    """

    terms: Container[str] | None = None
    settings: Container[str] | None = None
    messages: Container[str] | None = None
    mails: Container[str] | None = None
    vacancies: Mapping[str, Vacancy] | None = None


def constant(source: str) -> tuple[bool, Any]:
    """Whether an expression is one constant, and which."""
    try:
        return True, ast.literal_eval(source.strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return False, None


def _foreign(source: str) -> str | None:
    """What to say of an expression in the language of another package."""
    text = source.strip()
    if not text.startswith(("${", "#{", "=")):
        return None
    package = "Camunda 8" if text.startswith("=") else "Camunda 7 of Flowable"
    return f'«{text[:120]}» is geschreven voor {package}. Bouw de voorwaarde hier opnieuw, zoals uitkomst == "akkoord".'


class Language:
    """Checks the expressions of one diagram."""

    def __init__(self, diagram: Diagram, vocabulary: Vocabulary) -> None:
        self.diagram, self.vocabulary = diagram, vocabulary
        self.names = frozenset(diagram.model.variables)

    def check(self, source: str | None, what: str, node_id: str, more: Collection[str] = ()) -> Compiled | None:
        """Compile one expression and report what is wrong with it; `what` begins the sentence."""
        report = self.diagram.report
        try:
            compiled = compile_expression(source or "")
        except ExpressionError as error:
            report.add("uitdrukking", f"{what}: {_foreign(source or '') or error}", node_id)
            return None
        for name in sorted(compiled.names - self.names - set(more)):
            text = f"{what}: de naam «{name}» is geen variabele van dit proces. Verbeter de naam of voeg haar toe."
            report.add("variabele", text, node_id)
        self._calls(compiled, what, node_id)
        return compiled

    def _calls(self, compiled: Compiled, what: str, node_id: str) -> None:
        for call in ast.walk(ast.parse(compiled.source, mode="eval")):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            name, count = call.func.id, len(call.args)
            least, most = _ARGUMENTS.get(name, (0, 20))
            if not least <= count <= most:
                wanted = str(least) if least == most else f"{least} of meer"
                text = f"{what}: «{name}» krijgt {wanted} waarden tussen de haakjes, niet {count}."
                self.diagram.report.add("uitdrukking", text, node_id)
            elif call.args and isinstance(call.args[0], ast.Constant):
                self._key(name, call.args[0].value, what, node_id)

    def _key(self, function: str, value: Any, what: str, node_id: str) -> None:
        for name, known, kind in (
            ("termijn", self.vocabulary.terms, "termijn"),
            ("instelling", self.vocabulary.settings, "instelling"),
        ):
            if function == name and known is not None and value not in known:
                text = f"{what}: de {kind} «{value}» bestaat niet. Kies er een uit de lijst."
                self.diagram.report.add(kind, text, node_id)

    def flows(self) -> None:
        """Conditions on flows."""
        for flow in self.diagram.model.flows:
            if flow.condition:
                self.check(flow.condition, "Voorwaarde", flow.id)

    def node(self, node: NodeModel) -> None:
        """Due date, timer and multi-instance of a node."""
        if node.is_human and not node.due:
            text = (
                "Deze taak heeft geen vervaldatum. Kies wanneer de taak klaar moet zijn (de eigenschap «vervalt», "
                "bijvoorbeeld werkdagen(5, vandaag()))."
            )
            self.diagram.report.add("vervaldatum", text, node.id)
        elif node.due is not None:
            self.check(node.due, "Vervaldatum", node.id)
        if node.event == "timer":
            self.timer(node)
        element = self.diagram.element(node.id)
        multi = element.find(f"{BPMN}multiInstanceLoopCharacteristics") if element is not None else None
        if multi is not None:
            self.multi(node, multi)

    def timer(self, node: NodeModel) -> None:
        """A timer has an instant (through om_herinnering or om_verval) or a bounded duration."""
        element, kind = self.diagram.element(node.id), None
        for child in element.iterfind(f"{BPMN}timerEventDefinition/{BPMN}*") if element is not None else ():
            kind = local_name(child)
        if kind == "timeDuration":
            self._duration(node)
            return
        host = self.diagram.model.nodes.get(node.attached_to or "")
        compiled = self.check(node.timer, "Timer", node.id, (DUE,) if host is not None and host.due else ())
        if compiled is not None and not compiled.source.startswith(tuple(f"{name}(" for name in INSTANTS)):
            text = "Een timer heeft een moment nodig. Begin met om_herinnering(datum) of om_verval(datum)."
            self.diagram.report.add("timer", text, node.id)

    def _duration(self, node: NodeModel) -> None:
        fixed, value = constant(node.timer or "")
        try:
            if not fixed:
                raise ValueError
            duration_from(value, _ANY_INSTANT)
        except ValueError:
            text = 'Deze duur kan niet. Schrijf bijvoorbeeld "P3D" of "PT12H", met aanhalingstekens.'
            self.diagram.report.add("timer", text, node.id)

    def multi(self, node: NodeModel, multi: Element) -> None:
        """A multi-instance has a fixed number of 1 to 20, or runs over a declared list."""
        report, number = self.diagram.report, multi.findtext(f"{BPMN}loopCardinality")
        collection = (multi.findtext(f"{BPMN}loopDataInputRef") or "").strip()
        if number is not None:
            fixed, value = constant(number)
            if not fixed or isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_INSTANCES:
                report.add("meervoud", f"Het aantal van deze meervoudige taak is 1 tot {MAX_INSTANCES}.", node.id)
        elif collection not in self.names or self.diagram.model.variables[collection].type != "list":
            text = f"De lijst «{collection}» van deze meervoudige taak is geen variabele van het soort list."
            report.add("meervoud", text, node.id)
        elif not node.item or node.item in self.names:
            text = "Deze meervoudige taak heeft een eigen naam nodig voor één onderdeel van de lijst (inputDataItem)."
            report.add("meervoud", text, node.id)
        if multi.find(f"{BPMN}completionCondition") is not None:
            text = "Een meervoudige taak stopt pas als alle onderdelen klaar zijn. Haal de stopvoorwaarde weg."
            report.add("meervoud", text, node.id)


def check_expressions(diagram: Diagram, vocabulary: Vocabulary) -> None:
    """All expressions of a diagram, except the parameters of building blocks."""
    language = Language(diagram, vocabulary)
    language.flows()
    for node in diagram.model.nodes.values():
        language.node(node)
