"""What differs, in Dutch: the words for elements and their facts, and a sentence for every change."""

import json
import re
from collections.abc import Mapping
from typing import Final

from service.engine.comparing.expressions import in_words
from service.engine.comparing.units import Unit, Units

KINDS: Final[Mapping[str, str]] = {
    "process": "Het proces", "participant": "Het kader", "collaboration": "Het blad", "lane": "Baan",
    "laneSet": "De banen", "userTask": "Taak", "manualTask": "Taak", "task": "Taak", "serviceTask": "Bouwsteen",
    "callActivity": "Aanroep", "subProcess": "Subproces", "exclusiveGateway": "Keuze", "parallelGateway": "Splitsing",
    "startEvent": "Begin", "endEvent": "Einde", "boundaryEvent": "Grensgebeurtenis", "sequenceFlow": "Stroom",
    "intermediateCatchEvent": "Wachtpunt", "intermediateThrowEvent": "Melding", "textAnnotation": "Tekst",
    "association": "Verbindingslijn", "group": "Groep", "message": "Bericht", "signal": "Signaal",
    "escalation": "Escalatie", "formulier": "Het formulier", "veld": "Veld", "regel": "Regel",
}  # fmt: skip
_FACTS: Final[Mapping[str, str]] = {
    "@name": "naam", "@default": "de uitgang als geen voorwaarde geldt", "@attachedToRef": "plaats op",
    "@cancelActivity": "onderbreekt de taak", "@calledElement": "aangeroepen proces", "@sourceRef": "vanaf",
    "@targetRef": "naar", "@isExecutable": "kan worden uitgevoerd", "@processRef": "proces", "lane": "baan",
    "parent": "binnen", "doc": "toelichting", "bouwsteen": "bouwsteen", "bouwsteen.resultaat": "naam van de uitkomst",
    "prop:formulier": "formulier", "prop:vervalt": "termijn", "prop:verplicht": "verplichte stap",
    "prop:variabelen": "gegevens voor het proces", "prop:resultaat": "resultaat", "prop:fase": "fase",
    "prop:onderwerp": "onderwerp", "prop:start_beantwoord": "beantwoord bij het begin",
    "rest:conditionExpression": "voorwaarde", "rest:timerEventDefinition": "tijdstip",
    "rest:messageEventDefinition": "bericht", "rest:multiInstanceLoopCharacteristics": "herhaling",
    "rest:text": "tekst",
    "rest:signalEventDefinition": "signaal", "rest:escalationEventDefinition": "escalatie",
    "titel": "titel", "uitleg": "uitleg", "label": "vraag", "hulp": "hulptekst", "type": "soort antwoord",
    "keuzes": "keuzes", "toon": "tonen als", "bron": "lijst", "kern": "nodig voor een bouwsteen",
    "rij": "naam van een rij",
    "eis": "eis", "melding": "melding", "veld": "bij veld", "naam": "veldnaam",
}  # fmt: skip
_YES_NO: Final = {"true": "ja", "false": "nee"}
_REFERS: Final = frozenset({"@sourceRef", "@targetRef", "@attachedToRef", "@default", "lane", "parent"})
_TYPES: Final = {
    "tekst": "korte tekst", "lange_tekst": "lange tekst", "keuze": "één keuze", "meerkeuze": "meer keuzes",
    "datum": "datum", "getal": "getal", "bedrag": "bedrag", "janee": "ja of nee", "verwijzing": "keuze uit een lijst",
    "lijst": "rijen", "verborgen": "verborgen",
}  # fmt: skip
_DECLARED: Final = {"str": "tekst", "bool": "ja of nee", "int": "getal", "date": "datum", "list": "lijst"}


def kind_word(unit: Unit) -> str:
    """What kind of element it is, with a capital."""
    return KINDS.get(unit.kind, "Onderdeel")


def fact_word(unit: Unit, key: str) -> str:
    """What a fact is called."""
    if unit.kind in ("formulier", "veld", "regel") and key == "verplicht":
        return "verplicht"
    prefix, _, name = key.partition(":")
    if key in _FACTS:
        return _FACTS[key]
    if prefix == "prop" and name.startswith("variabele."):
        return f"gegeven «{name.removeprefix('variabele.')}»"
    words = {"prop": "eigenschap", "param": "instelling van de bouwsteen", "paramtype": "soort van de instelling"}
    return f"{words.get(prefix, 'onderdeel')} «{name or key.removeprefix('@')}»"


def name_of(key: str, units: Units) -> str:
    """What people call a unit: its name or label, for a flow from where to where, else its id."""
    unit = units.get(key)
    if unit is None:
        return key
    if unit.kind == "sequenceFlow":
        ends = (name_of(unit.facts.get(end, "?"), units) for end in ("@sourceRef", "@targetRef"))
        return " → ".join(ends)
    if unit.kind in ("formulier", "veld", "regel"):
        found = _json(unit.facts.get("label") or unit.facts.get("titel") or unit.facts.get("melding") or '""')
    else:
        found = unit.facts.get("@name", "")
    return found or key.partition(":")[2] or key


def shown(key: str, value: str | None, units: Units) -> str:
    """A value as people read it; empty when there is none."""
    if not value:
        return ""
    if key in _REFERS:
        return name_of(value, units)
    if key.startswith("prop:variabele."):
        return _declared(value)
    if key == "prop:vervalt" or key.startswith("param:"):
        return in_words(value)
    if key.startswith(("rest:", "ext:")):
        return in_words(_xml_text(value, units))
    if key == "@cancelActivity" or value in _YES_NO:
        return _YES_NO.get(value, value)
    return _json(value) if value[:1] in '"[' and not key.startswith(("@", "prop:", "param", "doc")) else value


def _declared(value: str) -> str:
    """A variable: what kind of thing it is and which steps give it."""
    kind, origins, first = ([part.strip() for part in value.split(";", 2)] + ["", ""])[:3]
    told = f"{_DECLARED.get(kind, kind)}, uit {origins or 'niets'}"
    return f"{told}, eerst {in_words(first)}" if first else told


def _xml_text(value: str, units: Units) -> str:
    """What an inner element of BPMN says: its text, or what it refers to."""
    if refers := re.search(r"(?:message|signal|escalation)Ref=\"([^\"]*)\"", value):
        return name_of(refers[1], units)
    if item := re.search(r"<[^>]*loopDataInputRef[^>]*>([^<]*)<", value):
        return f"voor elk van {item[1].strip()}"
    text = " ".join(re.sub(r"<[^>]*>", " ", value).split())
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text or "ja"


def _json(value: str) -> str:
    found = json.loads(value)
    if isinstance(found, list):
        return ", ".join(str(one.get("label", one)) if isinstance(one, dict) else str(one) for one in found)
    return _TYPES.get(str(found), str(found))
