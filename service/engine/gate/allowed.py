"""Which elements a diagram may hold, and for every refused one what to draw in its place."""

from typing import Final

from service.engine.gate.finding import Diagram, bpmn_elements
from service.engine.gate.foreign import calls_delegate
from service.engine.model_reader import NODE_KINDS, OPERATOR
from service.engine.xml import BPMN, SPIFF, Element, local_name

ALLOWED: Final = NODE_KINDS | frozenset(
    [
        "definitions",
        "process",
        "collaboration",
        "participant",
        "laneSet",
        "lane",
        "flowNodeRef",
        "sequenceFlow",
        "conditionExpression",
        "incoming",
        "outgoing",
        "documentation",
        "extensionElements",
        "escalation",
        "message",
        "signal",
        "timerEventDefinition",
        "timeDate",
        "timeDuration",
        "messageEventDefinition",
        "signalEventDefinition",
        "escalationEventDefinition",
        "terminateEventDefinition",
        "multiInstanceLoopCharacteristics",
        "loopCardinality",
        "loopDataInputRef",
        "loopDataOutputRef",
        "inputDataItem",
        "outputDataItem",
        "completionCondition",
        "property",
        "textAnnotation",
        "text",
        "association",
        "group",
        "category",
        "categoryValue",
        "childLaneSet",
        "import",
        "itemDefinition",
        "error",
        "auditing",
        "monitoring",
        "script",
    ]
)
_TASK: Final = "Gebruik een gebruikerstaak, of een servicetaak met een bouwsteen."
_DATA: Final = "Gegevens staan in de zaak en niet in het diagram; haal dit weg of maak er een tekstannotatie van."
_GATEWAY: Final = "Gebruik een exclusieve of een parallelle gateway."
_OWNER: Final = "Een uitvoerder bij de taak zelf doet hier niets. Haal hem weg; de baan zegt wie de taak doet."
REFUSED: Final = {
    "scriptTask": f"Een scripttaak mag niet: een diagram voert geen code uit. {_TASK}",
    "sendTask": f"Een verzendtaak wordt niet ondersteund. {_TASK}",
    "receiveTask": "Een ontvangtaak wordt niet ondersteund. Gebruik een tussengebeurtenis die op een bericht wacht.",
    "businessRuleTask": f"Een beslisregeltaak wordt nog niet ondersteund. {_TASK}",
    "eventBasedGateway": "Een gebeurtenisgateway wordt niet ondersteund. Gebruik een taak met grensgebeurtenissen.",
    "inclusiveGateway": f"Een inclusieve gateway wordt niet ondersteund. {_GATEWAY}",
    "complexGateway": f"Een complexe gateway wordt niet ondersteund. {_GATEWAY}",
    "transaction": "Een transactie wordt niet ondersteund. Gebruik een gewoon subproces.",
    "adHocSubProcess": "Een ad-hocsubproces wordt niet ondersteund. Teken de volgorde in een gewoon subproces.",
    "standardLoopCharacteristics": "Een herhaalmarkering wordt niet ondersteund. Teken de herhaling met een gateway.",
    "timeCycle": "Een herhalende timer mag niet: na een storing gaat hij vele keren af. Gebruik een datum of een duur.",
    "conditionalEventDefinition": "Een voorwaardegebeurtenis wordt niet ondersteund. Gebruik een timer of een bericht.",
    "linkEventDefinition": "Een koppelgebeurtenis doet niets bij het uitvoeren. Teken een gewone stroom.",
    "compensateEventDefinition": "Compensatie doet niets bij het uitvoeren. Teken het herstel als gewone stappen.",
    "errorEventDefinition": "Een foutgebeurtenis wordt niet ondersteund. Laat een bouwsteen een uitkomst geven.",
    "cancelEventDefinition": "Een annuleergebeurtenis wordt niet ondersteund. Gebruik een bericht op de rand.",
    "dataObject": f"Een gegevensobject wordt niet ondersteund. {_DATA}",
    "dataObjectReference": f"Een gegevensobject wordt niet ondersteund. {_DATA}",
    "dataStore": f"Een gegevensopslag wordt niet ondersteund. {_DATA}",
    "dataStoreReference": f"Een gegevensopslag wordt niet ondersteund. {_DATA}",
    "dataInputAssociation": f"Een gegevenskoppeling wordt niet ondersteund. {_DATA}",
    "dataOutputAssociation": f"Een gegevenskoppeling wordt niet ondersteund. {_DATA}",
    "ioSpecification": f"Een invoer- en uitvoerbeschrijving wordt niet ondersteund. {_DATA}",
    **dict.fromkeys(("potentialOwner", "humanPerformer", "performer", "resourceRole"), _OWNER),
    "messageFlow": "Een berichtstroom tussen pools wordt niet ondersteund. Teken één pool met banen.",
}
EVENT_SUBPROCESS: Final = (
    "Een gebeurtenissubproces wordt niet goed uitgevoerd. Gebruik een grensgebeurtenis op een subproces."
)
SPIFF_ALLOWED: Final = frozenset({"properties", "property", "serviceTaskOperator", "parameters", "parameter"})
EVENTS: Final = {
    "startEvent": (0, frozenset[str]()),
    "endEvent": (0, frozenset({"escalation", "terminate"})),
    "intermediateCatchEvent": (1, frozenset({"timer", "message"})),
    "intermediateThrowEvent": (1, frozenset({"escalation"})),
    "boundaryEvent": (1, frozenset({"timer", "message", "signal", "escalation"})),
}
EVENT_NAMES: Final = {
    "startEvent": "Een startgebeurtenis",
    "endEvent": "Een eindgebeurtenis",
    "intermediateCatchEvent": "Een wachtende tussengebeurtenis",
    "intermediateThrowEvent": "Een werpende tussengebeurtenis",
    "boundaryEvent": "Een grensgebeurtenis",
}


def check_elements(diagram: Diagram) -> None:
    """Refuse what the engine does not run, or runs otherwise than it is drawn."""
    for element in bpmn_elements(diagram.root):
        _tag(diagram, element)
        if local_name(element) in EVENTS:
            _event(diagram, element)
        if local_name(element) == "serviceTask":
            _service(diagram, element)
    _extensions(diagram)


def _owner(element: Element) -> Element:
    """The nearest element with a name of its own: event definitions are reported at their event."""
    while element.getparent() is not None and (element.get("id") is None or "EventDefinition" in local_name(element)):
        element = element.getparent()
    return element


def _tag(diagram: Diagram, element: Element) -> None:
    tag = local_name(element)
    if tag in REFUSED:
        diagram.report.add("element", REFUSED[tag], _owner(element))
    elif tag not in ALLOWED:
        diagram.report.add("element", f"Het element <{tag}> wordt niet ondersteund. Haal het weg.", _owner(element))
    elif tag == "subProcess" and element.get("triggeredByEvent") == "true":
        diagram.report.add("element", EVENT_SUBPROCESS, element)


def _event(diagram: Diagram, element: Element) -> None:
    kind = local_name(element)
    least, allowed = EVENTS[kind]
    found = [local_name(child).removesuffix("EventDefinition") for child in element.iterfind(f"{BPMN}*")]
    definitions = [name for name, child in zip(found, element.iterfind(f"{BPMN}*"), strict=True) if _defines(child)]
    known = [name for name in definitions if f"{name}EventDefinition" not in REFUSED]
    if any(name not in allowed for name in known):
        text = f"{EVENT_NAMES[kind]} van dit soort wordt niet ondersteund. Toegestaan: {listed_events(allowed)}."
        diagram.report.add("gebeurtenis", text, element)
    if len(definitions) > 1 or len(definitions) < least:
        text = f"{EVENT_NAMES[kind]} heeft precies één soort nodig ({listed_events(allowed)}); kies er één."
        diagram.report.add("gebeurtenis", text, element)


def _defines(child: Element) -> bool:
    return local_name(child).endswith("EventDefinition")


def listed_events(kinds: frozenset[str]) -> str:
    """The kinds an event may have, in Dutch words."""
    names = {
        "timer": "timer",
        "message": "bericht",
        "signal": "signaal",
        "escalation": "escalatie",
        "terminate": "stop",
    }
    return ", ".join(names[kind] for kind in sorted(kinds)) or "een gewone start"


def _service(diagram: Diagram, element: Element) -> None:
    operators = element.findall(f"{BPMN}extensionElements/{SPIFF}serviceTaskOperator")
    if len(operators) == 1 and operators[0].get("id", "").startswith(OPERATOR):
        return
    # What another package calls here is told with the rest of what it has put in the diagram.
    if calls_delegate(element) is None:
        diagram.report.add("bouwsteen", "Deze servicetaak heeft geen bouwsteen. Kies er een uit de lijst.", element)


def _extensions(diagram: Diagram) -> None:
    for element in diagram.root.iter(f"{SPIFF}*"):
        tag = local_name(element)
        owner = _owner(element.getparent())
        if tag in ("preScript", "postScript"):
            diagram.report.add("script", "Een script voor of na een taak mag niet. Haal het weg.", owner)
        elif tag not in SPIFF_ALLOWED:
            diagram.report.add("uitbreiding", f"De uitbreiding «{tag}» wordt niet ondersteund. Haal haar weg.", owner)
        elif tag == "serviceTaskOperator" and local_name(owner) != "serviceTask":
            text = (
                "Deze taak is geen servicetaak maar heeft nog een bouwsteen. Haal de bouwsteen weg of wijzig de soort."
            )
            diagram.report.add("bouwsteen_over", text, owner)
