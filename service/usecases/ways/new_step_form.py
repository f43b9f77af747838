"""The questions about something new in a process: a step, something on the edge of a step, a way."""

from collections.abc import Mapping

from service.engine import NodeModel, ProcessModel
from service.forms import Form
from service.usecases.ways.author_facts import AuthorFacts
from service.usecases.ways.step_questions import (
    EXAMPLE,
    HUMAN,
    NEW_END,
    Question,
    choice,
    due_questions,
    ending_questions,
    forms_of,
    handlers_of,
    moment_questions,
    name_question,
    processes_of,
    role_question,
    targets_of,
    text,
)

ACTIVITIES: Mapping[str, str] = {
    "userTask": "Taak met formulier",
    "manualTask": "Taak om te bevestigen",
    "serviceTask": "Bouwsteen: doet het systeem",
    "callActivity": "Ander proces aanroepen",
    "subProcess": "Subproces: stappen die bij elkaar horen",
}
NEW_KINDS: Mapping[str, str] = {
    **ACTIVITIES,
    "wacht_moment": "Wachten tot een moment",
    "wacht_bericht": "Wachten op een bericht",
    "exclusiveGateway": "Keuze: één weg uit meer",
}
EDGE_KINDS: Mapping[str, str] = {
    "timer": "Een moment: een herinnering of een termijn die voorbij is",
    "message": "Een bericht uit een ander proces",
    "escalation": "Een escalatie van binnenuit",
}
_ON = {"nee": "Nee", "ja": "Ja, er komt een keuze na deze taak"}
_AFTER = {"bouwsteen": "Het systeem doet iets en de zijtak is klaar", "stap": "Het proces gaat verder bij een stap",
          "einde": "Het proces eindigt"}  # fmt: skip
_STOPS = {"nee": "De stap blijft open (herinnering)", "ja": "De stap stopt"}


def new_step_form(facts: AuthorFacts, model: ProcessModel, inside: str | None, *, beside: bool = False) -> Form:
    """About a new step on a way, with the choice behind it, or about one that happens at the same time as another."""
    human, is_form, is_choice = (
        'soort == "userTask" or soort == "manualTask"',
        'soort == "userTask"',
        _is("exclusiveGateway"),
    )
    asks = f'{is_form} and met_keuze == "ja"'
    fields = [
        choice("soort", "Soort stap", (ACTIVITIES if beside else NEW_KINDS).items()),
        name_question(),
        role_question(facts),
        choice("formulier", "Formulier", forms_of(facts), is_form),
        *_due_or_moment(facts, model, human, beside=beside),
        choice("bouwsteen", "Wat doet het systeem?", handlers_of(facts), _is("serviceTask")),
        choice("aanroep", "Welk proces?", processes_of(facts), _is("callActivity")),
    ]
    if not beside:
        fields += [
            text("bericht", "Naam van het bericht", _is("wacht_bericht"), _messages(facts)),
            choice("met_keuze", "Hangt het van een antwoord af hoe het verdergaat?", _ON.items(), is_form),
            text("vraag", "Vraag van de keuze", asks, "Bijvoorbeeld «Akkoord met de plaatsing?»"),
            text("veld", "Kenmerk van het antwoord in het formulier", asks, "Bijvoorbeeld besluit."),
            text("waarde", "Bij welk antwoord gaat het anders?", asks, "De waarde, bijvoorbeeld afgewezen."),
            text("weg", "Naam van de andere weg", is_choice, "Het antwoord dat deze weg kiest, bijvoorbeeld «nee»."),
            text("als", "De andere weg wordt gekozen als", is_choice, EXAMPLE),
            choice("ander_doel", "Waar gaat het dan heen?", _goals(model, inside), f"({asks}) or {is_choice}"),
            *ending_questions(f'ander_doel == "{NEW_END}"'),
        ]
    return Form.parse({"id": "stap", "titel": "Stap", "velden": fields}, "stap")


def _is(kind: str) -> str:
    return f'soort == "{kind}"'


def _goals(model: ProcessModel, inside: str | None, but: str = "") -> list[tuple[str, str]]:
    return [*targets_of(model, inside, but=but), (NEW_END, "Naar een nieuw einde")]


def _due_or_moment(facts: AuthorFacts, model: ProcessModel, human: str, *, beside: bool) -> list[Question]:
    """A task has a day on which it must be done, a wait a moment at which it goes on."""
    if beside:
        return due_questions(facts, model, human)
    shown = f"{human} or {_is('wacht_moment')}"
    moment = moment_questions(facts, model, _is("wacht_moment"), on_task=False)[-1]
    return [*due_questions(facts, model, shown), moment]


def _messages(facts: AuthorFacts) -> str:
    return f"In gebruik: {', '.join(facts.messages)}." if facts.messages else "Kleine letters, zonder spaties."


def new_event_form(facts: AuthorFacts, model: ProcessModel, host: NodeModel) -> Form:
    """About something that happens on the edge of a step."""
    kinds = {key: one for key, one in EDGE_KINDS.items()
             if key != "escalation" or host.kind in ("subProcess", "callActivity")}  # fmt: skip
    on, goal = 'gebeurtenis == "{}"', 'daarna == "{}"'
    fields = [
        choice("gebeurtenis", "Wat gebeurt er?", kinds.items()),
        text("naam", "Naam", True, "Wat er dan is, bijvoorbeeld «Termijn voorbij»."),
        choice("onderbreekt", "Wat gebeurt er dan met de stap?", _STOPS.items()),
        *moment_questions(facts, model, on.format("timer"), on_task=host.kind in HUMAN),
        text("bericht", "Naam van het bericht of de code van de escalatie", 'gebeurtenis != "timer"', _messages(facts)),
        choice("daarna", "En dan?", _AFTER.items(), True,
               "Blijft de stap open, dan hoort erachter een bouwsteen: een tweede taak zou het proces vasthouden."),
        text("actie_naam", "Naam van wat het systeem doet", goal.format("bouwsteen"), "Bijvoorbeeld «Herinnering»."),
        choice("bouwsteen", "Wat doet het systeem?", handlers_of(facts), goal.format("bouwsteen")),
        choice("doel", "Bij welke stap?", targets_of(model, host.inside, but=host.id), goal.format("stap")),
        *ending_questions(goal.format("einde")),
    ]  # fmt: skip
    rule = {"eis": 'onderbreekt == "ja" or daarna == "bouwsteen"', "veld": "daarna",
            "melding": "De stap blijft open, dus het proces kan hier niet ook ergens anders verdergaan. "
                       "Kies een bouwsteen, of laat de stap stoppen."}  # fmt: skip
    return Form.parse({"id": "rand", "titel": "Rand", "velden": fields, "regels": [rule]}, "rand")


def new_way_form(model: ProcessModel, node: NodeModel) -> Form:
    """About one more way out of a choice, a split or an event."""
    fields = [choice("doel", "Waar gaat deze weg heen?", _goals(model, node.inside, node.id)),
              *ending_questions(f'doel == "{NEW_END}"')]  # fmt: skip
    if node.kind == "exclusiveGateway":
        fields = [
            text("weg", "Naam van de weg", True, "Het antwoord dat deze weg kiest, bijvoorbeeld «nee»."),
            text("als", "Deze weg wordt gekozen als", True, EXAMPLE),
            *fields,
        ]
    return Form.parse({"id": "weg", "titel": "Weg", "velden": fields}, "weg")
