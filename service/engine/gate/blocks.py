"""Service tasks name a building block that exists, with values that it takes and results that it gives."""

from service.engine.gate.finding import Diagram
from service.engine.gate.language import Language, constant
from service.engine.gate.references import Surroundings
from service.engine.model import NodeModel
from service.engine.model_reader import role_key
from service.engine.scalars import fits
from service.ports import HandlerDescription, HandlerParameter

_TYPES = {"str": "tekst", "int": "getal", "bool": "ja of nee (True of False)", "date": "datum"}


class Blocks:
    """Checks the building blocks of one diagram."""

    def __init__(self, diagram: Diagram, around: Surroundings) -> None:
        self.diagram, self.around = diagram, around
        self.language = Language(diagram, around.vocabulary)

    def check(self) -> None:
        """All service tasks of the diagram."""
        for node in self.diagram.model.nodes.values():
            if node.kind == "serviceTask" and node.handler:
                self._block(node, node.handler)

    def _add(self, text: str, node: NodeModel) -> None:
        self.diagram.report.add("bouwsteen_waarde", text, node.id)

    def _block(self, node: NodeModel, name: str) -> None:
        described = self.around.catalogue.find(name)
        if described is None:
            text = f"De bouwsteen «{name}» bestaat niet. Kies er een uit de lijst."
            self.diagram.report.add("bouwsteen", text, node.id)
            return
        self._parameters(node, described)
        for _name, returned in node.takes:
            if returned not in described.returns:
                self._add(f"De bouwsteen «{name}» geeft «{returned}» niet terug. Haal dit weg bij «variabelen».", node)

    def _parameters(self, node: NodeModel, described: HandlerDescription) -> None:
        known = {parameter.name: parameter for parameter in described.parameters}
        given = dict(node.parameters)
        for name in sorted(set(given) - set(known)):
            self._add(f"De bouwsteen «{node.handler}» kent geen «{name}». Haal het weg.", node)
        for name, parameter in known.items():
            if name in given:
                self._value(node, parameter, given[name])
            elif parameter.required:
                self._add(f"De bouwsteen «{node.handler}» mist «{name}». Vul het in.", node)

    def _value(self, node: NodeModel, parameter: HandlerParameter, source: str) -> None:
        name = parameter.name
        compiled = self.language.check(source, f"Waarde van «{name}»", node.id, (node.item,) if node.item else ())
        fixed, value = constant(source)
        if compiled is None or not fixed:
            return
        if not fits(value, parameter.type):
            kind = _TYPES.get(parameter.type, parameter.type)
            self._add(f"De waarde van «{name}» is geen {kind}. Tekst staat tussen aanhalingstekens.", node)
        elif parameter.choices and value not in parameter.choices:
            self._add(
                f"De waarde van «{name}» kan niet «{value}» zijn. Kies uit: {', '.join(parameter.choices)}.", node
            )
        elif isinstance(value, str):
            self._named(node, parameter, value)

    def _named(self, node: NodeModel, parameter: HandlerParameter, value: str) -> None:
        """What the value is the name of exists."""
        mails = self.around.vocabulary.mails
        if parameter.refers == "bericht" and mails is not None and value not in mails:
            text = f"Het bericht «{value}» bestaat niet. Kies een soort bericht uit de lijst."
            self.diagram.report.add("bericht", text, node.id)
        if parameter.refers == "proces" and value not in self.around.processes:
            text = f"Het proces «{value}» zit niet in deze werkwijze. Kies een ander."
            self.diagram.report.add("aanroep", text, node.id)
        for lane in value.split(",") if parameter.refers == "rollen" else ():
            if role_key(lane.strip()) not in self.around.roles:
                self._add(f"De rol «{lane.strip()}» bij «{parameter.name}» bestaat niet. Kies een bekende rol.", node)


def check_blocks(diagram: Diagram, around: Surroundings) -> None:
    """All building blocks of a diagram."""
    Blocks(diagram, around).check()
