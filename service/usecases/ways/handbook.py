"""The handbook of who makes ways of working: what people wrote, and what registry, rules and settings say."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select

from service.domain.errors import NotFound
from service.domain.expressions import FUNCTIONS
from service.domain.ways import WAY_ROLES
from service.engine import ProcessModel
from service.engine.editing import readable_models
from service.engine.gate.allowed import EVENT_NAMES, EVENT_SUBPROCESS, EVENTS, REFUSED, listed_events
from service.engine.gate.rules import GROUPS
from service.engine.model_reader import NODE_KINDS
from service.models import Region
from service.ports import HandlerCatalogue, HandlerParameter
from service.settings import RegionConfig, RegionSettings, Settings
from service.settings.roles import lane_roles
from service.usecases.releases import NATIONAL, read_files
from service.usecases.ways import handbook_words as words
from service.usecases.ways.access import NATIONAL_NAME
from service.usecases.ways.author_facts import HandlerFacts, handler_facts
from service.usecases.ways.handbook_pictures import PICTURES, Picture
from service.usecases.ways.shipped_ways import shipped_ways
from service.usecases.work import Work

TYPES = {"str": "tekst", "int": "getal", "bool": "ja of nee", "date": "datum"}


@dataclass(frozen=True)
class Entry:
    """One thing explained; `code` is how it is written in a diagram, `facts` are labels with what they hold."""

    id: str
    title: str
    text: str = ""
    code: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Chapter:
    """What belongs together, in groups with a title."""

    id: str
    title: str
    lead: str
    groups: tuple[tuple[str, tuple[Entry, ...]], ...]


@dataclass(frozen=True)
class Step:
    """One step of the first change, with pictures of the running editor."""

    title: str
    text: str
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Handbook:
    """All of it; `place` is whose terms it shows."""

    place: str
    steps: tuple[Step, ...]
    chapters: tuple[Chapter, ...]


def get_handbook(work: Work) -> Handbook:
    """The handbook with the terms of the region the actor works for; raises NotFound for who makes no ways."""
    if not work.actor.has(*WAY_ROLES):
        raise NotFound
    own = work.actor.regions(*WAY_ROLES)
    region = work.session.scalars(select(Region).where(Region.id.in_(own)).order_by(Region.name)).first()
    services = work.services
    config = services.regions.for_region(region.key) if region else services.regions.default
    return _written(services.settings, services.handlers, config, region.name if region else NATIONAL_NAME)


def shipped_handbook(settings: Settings, catalogue: HandlerCatalogue) -> Handbook:
    """The handbook with the national terms, without a database."""
    return _written(settings, catalogue, RegionSettings(settings.regions_dir).default, NATIONAL_NAME)


def _written(settings: Settings, catalogue: HandlerCatalogue, config: RegionConfig, place: str) -> Handbook:
    handlers = handler_facts(catalogue.all(), _shipped_models(settings.bpmn_dir))
    chapters = (
        _blocks(handlers),
        _rules(),
        _elements(),
        _language(config),
        _terms(config, place),
        _roles(settings),
        _examples(settings),
    )
    steps = tuple(Step(title, text, PICTURES.get(title, ())) for title, text in words.STEPS)
    return Handbook(place, steps, chapters)


@lru_cache(maxsize=1)
def _shipped_models(folder: Path) -> Mapping[str, ProcessModel]:
    files = read_files(folder / NATIONAL)
    return readable_models({name: data for (kind, name), data in files.items() if kind == "diagram"})


def _blocks(handlers: Iterable[HandlerFacts]) -> Chapter:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for facts in handlers:
        rows = [(f"Vraagt {one.name}", _asked(one, values)) for one, values in facts.parameters()]
        if facts.handler.returns:
            given = (f"{name} ({TYPES[facts.types.get(name, 'str')]})" for name in facts.handler.returns)
            rows.append(("Geeft terug", ", ".join(given)))
        name = facts.handler.name
        entry = Entry(f"bouwsteen-{name}", facts.title, facts.handler.summary, name, tuple(rows))
        groups[facts.handler.subject.capitalize()].append(entry)
    lead = (
        "Een bouwsteen is iets dat het systeem doet. Teken een taak, maak er een bouwsteen van en kies in het paneel "
        "wat hij doet en waarmee. Wat hij teruggeeft, kunt u aanvinken en in voorwaarden en termijnen gebruiken."
    )
    return Chapter("bouwstenen", "Bouwstenen", lead, _grouped(groups))


def _asked(parameter: HandlerParameter, values: Iterable[str]) -> str:
    kind = TYPES[parameter.type] + ("" if parameter.required else ", niet verplicht")
    known = "; ".join(str(ast.literal_eval(value)) for value in values)
    label = "Kies uit" if parameter.choices else "In de landelijke diagrammen"
    return " ".join(part for part in (f"({kind})", parameter.help, f"{label}: {known}." if known else "") if part)


def _rules() -> Chapter:
    groups = {
        group: [
            Entry(
                f"regel-{rule.id}", rule.title, rule.why, rule.id, (("Doen", rule.remedy), ("Voorbeeld", rule.example))
            )
            for rule in rules
        ]
        for group, rules in GROUPS.items()
    }
    lead = "De keuring noemt alles tegelijk. Een fout houdt het ontwerp tegen, een advies niet."
    return Chapter("regels", "Wat de keuring zegt", lead, _grouped(groups))


def _elements() -> Chapter:
    kinds = [*words.ELEMENTS, *sorted(NODE_KINDS - words.ELEMENTS.keys())]
    allowed = [Entry(f"element-{kind}", *words.ELEMENTS[kind], kind, _events(kind)) for kind in kinds]
    why: dict[str, list[str]] = defaultdict(list)
    for tag, text in REFUSED.items():
        why[text].append(tag)
    refused = [Entry(f"element-{tags[0]}", ", ".join(tags), text) for text, tags in why.items()]
    refused.append(Entry("element-eventSubProcess", "subProcess met triggeredByEvent", EVENT_SUBPROCESS))
    lead = (
        "Wat de procesmotor precies zo uitvoert als het getekend is, mag. De rest wordt geweigerd, met wat ervoor komt."
    )
    return Chapter("elementen", "Elementen", lead, _grouped({"Dit mag": allowed, "Dit wordt geweigerd": refused}))


def _events(kind: str) -> tuple[tuple[str, str], ...]:
    if kind not in EVENT_NAMES:
        return ()
    least, kinds = EVENTS[kind]
    plain = "gewoon, " if kinds and not least else ""
    return (("Soorten", plain + listed_events(kinds)),)


def _language(config: RegionConfig) -> Chapter:
    calls = []
    for name in sorted(FUNCTIONS):
        code, text, example = words.FUNCTIONS[name]
        calls.append(
            Entry(f"functie-{name}", name.replace("_", " ").capitalize(), text, code, (("Voorbeeld", example),))
        )
    compared = [
        Entry(f"vergelijking-{number}", title.capitalize(), text, code)
        for number, (title, code, text) in enumerate(words.COMPARING, 1)
    ]
    asked = [Entry(f"instelling-{one.key}", one.question, code=one.key) for one in config.settings()]
    lead = (
        "In een voorwaarde, een termijn of een parameter mag een uitdrukking staan. De keuzelijsten in het paneel "
        "schrijven haar voor u; hier staat wat er kan als u zelf typt. Namen zijn gegevens van het proces."
    )
    groups = {"Vergelijken": compared, "Functies": calls, "Instellingen van de regio": asked}
    return Chapter("uitdrukkingen", "Uitdrukkingen", lead, _grouped(groups))


def _terms(config: RegionConfig, place: str) -> Chapter:
    terms = [
        Entry(f"termijn-{one.code}", one.what[:1].upper() + one.what[1:], one.text, one.code) for one in config.terms()
    ]
    lead = (
        f"Gebruik de code en niet het aantal dagen: dan volgt het diagram de instelling van de regio. De duur die hier "
        f"staat, is die van: {place}."
    )
    return Chapter("termijnen", "Termijnen", lead, _grouped({"Codes": terms}))


def _examples(settings: Settings) -> Chapter:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for one in shipped_ways(settings.bpmn_dir):
        rows = (("Diagrammen", "; ".join(one.diagrams)), ("Formulieren", "; ".join(one.forms)))
        groups[one.region.capitalize()].append(Entry(f"voorbeeld-{one.key}", one.title, one.note, one.key, rows))
    lead = (
        "Deze regionale werkwijzen worden meegeleverd, met deze dienst gemaakt en zonder code. Ze zijn alleen de "
        "bestanden die anders zijn dan landelijk. Een beheerder leest er een in met `procesregie region ways load`; "
        "zelf kan het met het zip-bestand op de pagina Werkwijzen. Daarna past u haar aan zoals elk ontwerp."
    )
    return Chapter("voorbeelden", "Meegeleverde voorbeelden", lead, _grouped(groups))


def _roles(settings: Settings) -> Chapter:
    roles = [Entry(f"rol-{key}", name, code=key) for key, name in lane_roles(settings.config_dir).items()]
    lead = "Een baan heet naar een van deze rollen. Wie de rol heeft, staat in de instellingen van de regio."
    return Chapter("rollen", "Rollen voor banen", lead, _grouped({"Rollen": roles}))


def _grouped(groups: Mapping[str, Iterable[Entry]]) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    return tuple((title, tuple(entries)) for title, entries in groups.items())
