"""Building blocks for triage: complete or not, the decision, who hears it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.registry import handler
from service.usecases import triage
from service.usecases.steps import Step


@handler(summary="Vergelijkt de aanmelding met wat de regio verplicht stelt.", returns=("compleet",))
def compleetheid_toetsen(step: Step) -> Mapping[str, Any]:
    return {"compleet": triage.is_complete(step)}


@handler(summary="Vertelt de melder dat er informatie ontbreekt; de termijn loopt door.", returns=("aanvulverzoek_op",))
def aanvulling_vragen(step: Step) -> Mapping[str, Any]:
    return {"aanvulverzoek_op": triage.ask_for_information(step)}


@handler(summary="Bewaart de eerste dag waarop de aanmelding compleet was.", returns=("compleet_op",))
def compleet_verklaren(step: Step) -> Mapping[str, Any]:
    return {"compleet_op": triage.declare_complete(step)}


@handler(
    summary="Legt het gemotiveerde triagebesluit vast, met criteria, alternatief, procesregisseur en casusregisseur.",
    returns=("triagebesluit_op", "spoed"),
)
def triage_vastleggen(step: Step, uitkomst: str, bron: str) -> Mapping[str, Any]:
    decided_on, emergency = triage.record_assessment(step, uitkomst, bron)
    return {"triagebesluit_op": decided_on, "spoed": emergency}


@handler(summary="Bericht het triagebesluit aan melder en gezin in gewone taal, met de namen van beide regisseurs.")
def besluit_berichten(step: Step, besluit: str, uiterlijk: date) -> None:
    triage.report_decision(step, besluit, uiterlijk)
