"""What a diagram refers to exists: forms, called processes, roles, messages and variables."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from service.engine.gate.finding import Diagram
from service.engine.gate.language import Vocabulary
from service.engine.model import START, SUBJECTS, NodeModel, ProcessModel, result_variable
from service.engine.xml import BPMN
from service.ports import HandlerCatalogue

PHASES = ("aanmelding_triage", "consultatie", "analyse_plan", "monitoring", "afschalen_afsluiten")


class FormFacts(Protocol):
    """What the gate needs of a form: its fields, and the names its expressions take from the process."""

    def field_names(self) -> Container[str]: ...

    def outside_names(self) -> Iterable[tuple[str, str]]: ...

    def offered(self, name: str, /) -> tuple[object, ...] | None: ...


ReadForm = Callable[[str, bytes], FormFacts]


@dataclass(frozen=True)
class Surroundings:
    """Everything outside a diagram that it may refer to; `forms` holds None for a form that is not read."""

    catalogue: HandlerCatalogue
    roles: Container[str]
    processes: Mapping[str, ProcessModel]
    forms: Mapping[str, FormFacts | None]
    vocabulary: Vocabulary = field(default_factory=Vocabulary)


class References:
    """Checks the references of one diagram."""

    def __init__(self, diagram: Diagram, around: Surroundings) -> None:
        self.diagram, self.around = diagram, around

    def check(self) -> None:
        """All references of the diagram."""
        self._subject()
        self._variables()
        for node in self.diagram.model.nodes.values():
            self._role(node)
            self._takes(node)
            if node.is_human:
                self._form(node)
            if node.kind == "callActivity":
                self._call(node)
            if node.event in ("message", "signal", "escalation"):
                self._event(node)

    def _add(self, rule: str, text: str, where: object = None) -> None:
        self.diagram.report.add(rule, text, where)

    def _subject(self) -> None:
        if self.diagram.model.subject not in SUBJECTS.values():
            text = f"Het proces mist een geldig «onderwerp». Kies uit: {', '.join(SUBJECTS)}."
            self._add("onderwerp", text, self.diagram.process)

    def _variables(self) -> None:
        model = self.diagram.model
        for variable in model.variables.values():
            for source in variable.sources:
                if source != START and source not in model.nodes:
                    text = (
                        f"De variabele «{variable.name}» komt van «{source}», maar dat element is er niet. Pas dit aan."
                    )
                    self._add("herkomst", text, self.diagram.process)

    def _role(self, node: NodeModel) -> None:
        if not node.role:
            # Without any lane, one remark for each person's task says enough.
            if not node.is_human and not self.diagram.model.lanes:
                return
            add = self._add if node.is_human else self.diagram.report.advise
            add(
                "baan",
                "Dit element ligt in geen baan. Kies wie het doet, of sleep het in de baan van die rol.",
                node.id,
            )
        elif node.role not in self.around.roles:
            self._add("baan", f"De rol «{node.role}» bestaat niet. Geef de baan de naam van een bekende rol.", node.id)
        vacancy = (self.around.vocabulary.vacancies or {}).get(node.role)
        if vacancy is not None and node.is_human:
            where = "in deze regio" if vacancy.everywhere else f"hier: {'; '.join(vacancy.places[:4])}"
            text = f"Niemand heeft de rol «{node.role}» {where}. Laat iemand de rol geven, of kies een andere baan."
            self.diagram.report.add("baan_bezetting", text, node.id, "fout" if vacancy.everywhere else "advies")

    def _takes(self, node: NodeModel) -> None:
        for name, _field in node.takes:
            variable = self.diagram.model.variables.get(name)
            if variable is None:
                text = f"«{name}» is geen variabele van dit proces. Voeg haar toe, of haal haar weg bij «variabelen»."
                self._add("variabele", text, node.id)
            elif node.id not in variable.sources:
                text = f"De variabele «{name}» noemt dit element niet als herkomst. Vul dat aan bij het proces."
                self.diagram.report.advise("herkomst", text, node.id)

    def _form(self, node: NodeModel) -> None:
        if node.kind != "userTask" and not node.form:
            return
        if not node.form or node.form not in self.around.forms:
            self._add("formulier", f"Het formulier «{node.form}» bestaat niet. Kies er een, of maak het.", node.id)
            return
        form = self.around.forms[node.form]
        if form is None:
            return
        for _name, taken in node.takes:
            if taken not in form.field_names():
                self._add(
                    "formulierveld", f"Het formulier «{node.form}» heeft geen veld «{taken}». Pas dit aan.", node.id
                )
        for where, name in form.outside_names():
            if name not in self.diagram.model.variables and name != node.item:
                text = (
                    f"Het formulier «{node.form}» gebruikt bij «{where}» de naam «{name}», "
                    "maar dat is geen veld en geen variabele van dit proces. Pas het formulier of het proces aan."
                )
                self._add("formulierveld", text, node.id)

    def _call(self, node: NodeModel) -> None:
        callee = self.around.processes.get(node.calls or "")
        if callee is None:
            what = (
                f"Het proces «{node.calls}» zit niet in deze werkwijze" if node.calls else "Hier is geen proces gekozen"
            )
            self._add("aanroep", f"{what}. Kies een proces van deze werkwijze.", node.id)
            return
        if node.phase is not None and node.phase not in PHASES:
            self._add("fase", f"De fase «{node.phase}» bestaat niet. Kies uit: {', '.join(PHASES)}.", node.id)
        own = self.diagram.model.variables
        for name in callee.missing_at_start(own):
            text = f"«{callee.name}» heeft bij de start «{name}» nodig, maar dit proces kent die variabele niet."
            self._add("aanroep_gegevens", f"{text} Voeg haar toe.", node.id)
        for variable in own.values():
            known = {*callee.variables, result_variable(callee.key)}
            if node.id in variable.sources and variable.name not in known:
                text = f"De variabele «{variable.name}» komt van «{callee.name}», maar dat proces kent haar niet."
                self._add("aanroep_gegevens", f"{text} Haal de herkomst weg.", node.id)

    def _event(self, node: NodeModel) -> None:
        element = self.diagram.element(node.id)
        definition = element.find(f"{BPMN}{node.event}EventDefinition") if element is not None else None
        reference = definition.get(f"{node.event}Ref") if definition is not None else None
        found = [item for item in self.diagram.root.iter(f"{BPMN}{node.event}") if item.get("id") == reference]
        if not found or not found[0].get("escalationCode" if node.event == "escalation" else "name"):
            text = "Deze gebeurtenis verwijst naar niets. Kies een bericht, signaal of escalatie met een naam en code."
            self._add("verwijzing", text, node.id)
        known = self.around.vocabulary.messages
        if node.event == "message" and known is not None and node.message and node.message not in known:
            text = f"Niemand verstuurt het bericht «{node.message}», dus dit wacht voor altijd. Kies een ander bericht."
            self._add("bericht", text, node.id)


def check_references(diagram: Diagram, around: Surroundings) -> None:
    """All references of a diagram."""
    References(diagram, around).check()
