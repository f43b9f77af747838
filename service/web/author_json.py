"""What the editor of diagrams asks for, in its own Dutch words."""

from collections.abc import Iterable
from typing import Any

from service.domain.expressions import ExpressionError, compile_expression
from service.forms import Choice, Field
from service.usecases.ways.author_facts import AuthorFacts, FormFacts, HandlerFacts
from service.usecases.ways.condition_names import ConditionName

SUBJECTS = {
    "zaak": "Zaak",
    "aanmeldpoging": "Aanmelding",
    "thema": "Thema",
    "team": "Team",
    "plaatsingstoets": "Toets van een plaatsing",
}
KINDS = {
    "UserTask": "taak met formulier",
    "ManualTask": "handmatige taak",
    "Task": "bevestigingstaak",
    "ServiceTask": "bouwsteen",
    "CallActivity": "ander proces",
    "SubProcess": "subproces",
    "ScriptTask": "scripttaak",
    "SendTask": "verzendtaak",
    "ReceiveTask": "ontvangsttaak",
    "BusinessRuleTask": "beslisregeltaak",
    "ExclusiveGateway": "keuze",
    "ParallelGateway": "splitsing",
    "StartEvent": "begin",
    "EndEvent": "einde",
    "BoundaryEvent": "gebeurtenis op de rand",
    "IntermediateCatchEvent": "wachten",
    "IntermediateThrowEvent": "gebeurtenis onderweg",
    "SequenceFlow": "stroom",
    "Lane": "baan",
    "Participant": "proceskader",
    "TextAnnotation": "toelichting",
    "Group": "groep",
}


def facts_json(facts: AuthorFacts, form_address: str) -> dict[str, Any]:
    """Everything the panel can offer to choose."""
    return {
        "rollen": [{"sleutel": key, "naam": name} for key, name in facts.roles.items()],
        "termijnen": [{"code": one.code, "naam": one.what, "nu": one.text} for one in facts.terms],
        "formulieren": [_form(form) for form in facts.forms],
        "formulieradres": form_address,
        "bouwstenen": [_handler(handler) for handler in facts.handlers],
        "processen": [{"id": key, "naam": model.name} for key, model in sorted(facts.processes.items())],
        "resultaten": list(facts.results),
        "berichten": list(facts.messages),
        "onderwerpen": [{"sleutel": key, "naam": name} for key, name in SUBJECTS.items()],
        "soorten": KINDS,
    }


def names_json(names: Iterable[ConditionName]) -> list[dict[str, Any]]:
    """What a condition may be about, for the lines under a question; the values as an expression has them."""
    return [
        {"naam": one.name, "label": one.label, "soort": one.type,
         "keuzes": [[f'"{value}"', label] for value, label in one.choices]}
        for one in names
    ]  # fmt: skip


def judge_expression(source: str, names: list[str]) -> dict[str, Any]:
    """Whether an expression compiles and knows its names, with what to do when not."""
    try:
        compiled = compile_expression(source)
    except ExpressionError as error:
        return {"goed": False, "melding": str(error)}
    if unknown := sorted(compiled.names - set(names)):
        text = f'«{unknown[0]}» is hier geen gegeven. Kies er een uit de lijst, of zet vaste tekst tussen «"».'
        return {"goed": False, "melding": text}
    return {"goed": True}


def _form(form: FormFacts) -> dict[str, Any]:
    return {"id": form.id, "titel": form.title, "velden": [_field(field) for field in form.fields]}


def _field(field: Field) -> dict[str, Any]:
    choices = field.choices if isinstance(field.choices, tuple) else ()
    return {"naam": field.name, "label": field.label, "type": field.type, "keuzes": [_choice(one) for one in choices]}


def _choice(choice: Choice) -> dict[str, str]:
    return {"waarde": choice.value, "label": choice.label}


def _handler(facts: HandlerFacts) -> dict[str, Any]:
    return {
        "naam": facts.handler.name,
        "titel": facts.title,
        "uitleg": facts.handler.summary,
        "onderwerp": facts.handler.subject,
        "parameters": [
            {"naam": one.name, "type": one.type, "verplicht": one.required, "hulp": one.help, "waarden": list(values)}
            for one, values in facts.parameters()
        ],
        "geeft": [{"naam": name, "type": facts.types.get(name, "str")} for name in facts.handler.returns],
    }
