"""Building blocks for escalation: started, prepared, opened per level, decided, back into the plan."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from handlers.registry import handler
from service.usecases import escalation_decisions, escalations
from service.usecases.steps import Step


@handler(summary="Start een escalatie, of voegt de aanleiding bij de escalatie die al loopt.")
def escalatie_starten(step: Step, aanleiding: str, automatisch: bool) -> None:
    escalations.start_escalation(step, aanleiding, automatisch)


@handler(
    summary="Legt een escalatie vast die dit proces zelf uitvoert; een lopende gaat erin op.",
    returns=("escalatie_id", "start_wijze", "gestart_op"),
)
def escalatie_aanvragen(step: Step, aanleiding: str) -> Mapping[str, Any]:
    escalation = escalations.request_escalation(step, aanleiding)
    return {
        "escalatie_id": escalation.key,
        "start_wijze": escalation.start_mode,
        "gestart_op": escalation.started_on,
    }


@handler(summary="Haalt deze aanleiding uit de lopende escalatie; is er geen andere meer, dan vervalt zij.")
def escalatie_laten_vervallen(step: Step, aanleiding: str) -> None:
    escalations.settle_cause(step, aanleiding)


@handler(summary="Zet de voorbereide beslisvraag in de plaats van de gemaakte en meldt het wie moet besluiten.")
def voorbereiding_vastleggen(step: Step, escalatie: str) -> None:
    escalation_decisions.record_preparation(step, escalatie)


@handler(
    summary="Opent een niveau één keer bij de houder van de verantwoordelijke gemeente.",
    returns=("al_open", "ambtelijk_geopend_op", "bestuurlijk_geopend_op"),
)
def escalatieniveau_openen(
    step: Step, escalatie: str, niveau: Literal["ambtelijk", "bestuurlijk"]
) -> Mapping[str, Any]:
    was_open, escalation = escalation_decisions.open_level(step, escalatie, niveau)
    opened = {
        "ambtelijk_geopend_op": escalation.official_opened_on,
        "bestuurlijk_geopend_op": escalation.administrative_opened_on,
    }
    return {"al_open": was_open, **{name: day for name, day in opened.items() if day is not None}}


@handler(
    summary="Bewaart het besluit met uitvoerder en datum; wie op dit besluit wachtte, gaat verder.",
    returns=("escalatie_uitkomst", "besluit_op"),
)
def escalatiebesluit_vastleggen(
    step: Step, escalatie: str, niveau: Literal["ambtelijk", "bestuurlijk"]
) -> Mapping[str, Any]:
    found: str = escalation_decisions.record_decision(step, escalatie, niveau)
    decided_on: date = step.today
    return {"escalatie_uitkomst": found, "besluit_op": decided_on}


@handler(summary="Sluit de escalatie; zonder oplossing worden signaal en overbrugging bewaard.")
def escalatie_sluiten(step: Step, escalatie: str, resultaat: str) -> None:
    escalation_decisions.close_escalation(step, escalatie, resultaat)


@handler(summary="Maakt van het besluit een taak met eigenaar en datum in een nieuwe versie van het plan.")
def besluit_in_plan(step: Step, escalatie: str) -> None:
    escalation_decisions.put_decision_in_plan(step, escalatie)
