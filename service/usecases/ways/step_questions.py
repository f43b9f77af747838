"""Questions that come back in every form about a step of a process."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from service.engine import NodeModel, ProcessModel
from service.usecases.ways.author_facts import AuthorFacts

Question = dict[str, Any]
EXAMPLE = 'Bijvoorbeeld besluit == "akkoord"'
NEW_END = "+einde"
HUMAN = ("userTask", "manualTask", "task")
_DUE: Mapping[str, str] = {
    "werkdagen": "Een aantal werkdagen",
    "termijn": "Een termijn uit de lijst",
    "datum": "Op een datum die het proces kent",
    "tekst": "Een eigen uitdrukking",
}
_TODAY = "vandaag()"
_START = r"([a-z_][a-z0-9_]*|vandaag\(\))"
_DAYS = re.compile(rf"werkdagen\((-?\d+), {_START}\)")
_TERM = re.compile(rf'termijn\("(T\d\d)", {_START}\)')
_DATE = re.compile(_START)
_MOMENT = re.compile(r"(om_herinnering|om_verval)\((.*)\)", re.DOTALL)


def choice(
    name: str, label: str, options: Iterable[tuple[str, str]], needed: bool | str = True, help_: str = ""
) -> Question:
    """A question with choices; a list that happens to be empty says so."""
    choices = [{"waarde": value, "label": text} for value, text in options]
    choices = choices or [{"waarde": "-", "label": "Niets te kiezen"}]
    return {"naam": name, "type": "keuze", "label": label, "hulp": help_, "verplicht": needed, "keuzes": choices}


def text(name: str, label: str, needed: bool | str = False, help_: str = "", kind: str = "tekst") -> Question:
    """A question with an open answer."""
    return {"naam": name, "type": kind, "label": label, "hulp": help_, "verplicht": needed}


def when(question: Question, shown: str) -> Question:
    """The same question, not obliged, and only there under a condition."""
    return {**question, "verplicht": False, "toon": shown}


def name_question() -> Question:
    """What a step is called."""
    return text("naam", "Naam van de stap", True, "Begin met wat er gebeurt, bijvoorbeeld «Uithuisplaatsing toetsen».")


def role_question(facts: AuthorFacts, now: str = "") -> Question:
    """In whose lane a step lies; a role that nobody knows stays choosable."""
    unknown = [(now, f"{now} (onbekend)")] if now and now not in facts.roles else []
    return choice("rol", "Wie doet dit?", [*facts.roles.items(), *unknown])


def forms_of(facts: AuthorFacts, now: str | None = None) -> list[tuple[str, str]]:
    """The forms to choose from."""
    return _with(now, [(form.id, form.title) for form in facts.forms])


def handlers_of(facts: AuthorFacts, now: str | None = None) -> list[tuple[str, str]]:
    """The building blocks to choose from."""
    return _with(now, [(one.handler.name, f"{one.title} ({one.handler.subject})") for one in facts.handlers])


def processes_of(facts: AuthorFacts, now: str | None = None) -> list[tuple[str, str]]:
    """The processes to choose from."""
    return _with(now, [(key, model.name) for key, model in facts.processes.items()])


def _with(now: str | None, options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    unknown = [(now, f"{now} (bestaat niet)")] if now and now not in dict(options) else []
    return [*options, *unknown]


def targets_of(model: ProcessModel, inside: str | None, *, but: str = "") -> list[tuple[str, str]]:
    """The steps of the same (sub-)process that a way may lead to."""
    fixed = ("startEvent", "boundaryEvent")
    return [
        (node.id, node.name)
        for node in model.nodes.values()
        if node.inside == inside and node.kind not in fixed and node.id != but
    ]


def ending_questions(shown: str) -> list[Question]:
    """About a new end of the process."""
    return [
        text("einde_naam", "Naam van het nieuwe einde", shown, "Bijvoorbeeld «Afgewezen»."),
        text("einde_code", "Code van het nieuwe einde", shown,
             "Het proces erboven gaat hiermee verder; een zijtak eindigt met tak_klaar."),
    ]  # fmt: skip


def due_questions(
    facts: AuthorFacts, model: ProcessModel, shown: str, label: str = "", more: Iterable[tuple[str, str]] = ()
) -> list[Question]:
    """A date: so many days or a term from a day that the process knows, that day itself, or an expression."""
    terms = [(one.code, f"{one.code} {one.what}: nu {one.text}") for one in facts.terms]
    dates = [(name, name.replace("_", " ")) for name, one in model.variables.items() if one.type == "date"]
    is_days, is_term, is_date, is_text = (f'termijn_soort == "{kind}"' for kind in _DUE)
    starts = [(_TODAY, "de dag waarop deze stap begint"), *more, *dates]
    days = text("dagen", "Aantal werkdagen nadat de taak opengaat", is_days, kind="getal")
    if label:
        told = "Met een minteken ervoor: zoveel dagen eerder."
        days = {**text("dagen", "Aantal werkdagen", is_days, told, "getal"), "minimum": -400}
    return [
        choice("termijn_soort", label or "Wanneer moet het klaar zijn?", _DUE.items(), shown or True),
        days,
        choice("termijn", "Welke termijn?", terms, is_term),
        when(choice("vanaf", "Geteld vanaf", starts), f"{is_days} or {is_term}"),
        choice("datum", "Welke datum?", [*more, *dates], is_date),
        text("uitdrukking", "Uitdrukking", is_text, 'Bijvoorbeeld eerste_van(termijn("T09", overleg_op), vandaag())'),
    ]  # fmt: skip


def due_answers(source: str, known: Iterable[str]) -> dict[str, Any]:
    """A date as answers to these questions; what they cannot say stays an expression."""
    names = {_TODAY, *known}
    if (days := _DAYS.fullmatch(source)) and days[2] in names:
        return {"termijn_soort": "werkdagen", "dagen": int(days[1]), "vanaf": days[2]}
    if (term := _TERM.fullmatch(source)) and term[2] in names:
        return {"termijn_soort": "termijn", "termijn": term[1], "vanaf": term[2]}
    if _DATE.fullmatch(source) and source in names - {_TODAY}:
        return {"termijn_soort": "datum", "datum": source}
    return {"termijn_soort": "tekst", "uitdrukking": source} if source else {}


def due_of(given: Mapping[str, Any]) -> str:
    """The expression of the date that these answers ask for."""
    kind, start = given.get("termijn_soort"), given.get("vanaf") or _TODAY
    if kind == "werkdagen":
        return f"werkdagen({given['dagen']}, {start})"
    if kind == "termijn":
        return f'termijn("{given["termijn"]}", {start})'
    return str(given.get("datum") if kind == "datum" else given.get("uitdrukking") or "")


def moment_questions(facts: AuthorFacts, model: ProcessModel, shown: str, *, on_task: bool) -> list[Question]:
    """The moment of a timer: a date, and when on that day."""
    more = [("vervalt_op", "de dag waarop de taak klaar moet zijn")] if on_task else []
    times = {"om_herinnering": "In de ochtend (09:00), zoals een herinnering",
             "om_verval": "Aan het eind van de dag (17:00), als de termijn voorbij is"}  # fmt: skip
    dated = f'({shown}) and termijn_soort != "tekst"'
    return [
        *due_questions(facts, model, shown, "Op welke dag?", more),
        choice("tijdstip", "Hoe laat op die dag?", times.items(), dated),
    ]


def moment_answers(source: str, known: Iterable[str]) -> dict[str, Any]:
    """The moment of a timer as answers to these questions."""
    found = _MOMENT.fullmatch(source)
    answers = due_answers(found[2], [*known, "vervalt_op"]) if found else {}
    if found is None or answers.get("termijn_soort") in (None, "tekst"):
        return {"termijn_soort": "tekst", "uitdrukking": source} if source else {}
    return {**answers, "tijdstip": found[1]}


def moment_of(given: Mapping[str, Any]) -> str:
    """The expression of the moment that these answers ask for."""
    due = due_of(given)
    return due if given.get("termijn_soort") == "tekst" else f"{given.get('tijdstip')}({due})"


def is_on_task(model: ProcessModel, node: NodeModel) -> bool:
    """Whether an event hangs on something with a due date."""
    host = model.nodes.get(node.attached_to or "")
    return host is not None and host.kind in HUMAN
