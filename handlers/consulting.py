"""Building blocks for consultation and for the expertise network."""

from collections.abc import Mapping
from typing import Any

from handlers.registry import handler
from service.usecases import consultations, networks
from service.usecases.steps import Step


@handler(summary="Legt de adviesvraag vast, zonder persoonsgegevens waar dat kan.", returns=("vraag_op",))
def adviesvraag_registreren(step: Step) -> Mapping[str, Any]:
    return {"vraag_op": consultations.record_question(step)}


@handler(summary="Legt het advies vast en stuurt het aan de vrager.", returns=("advies_op",))
def advies_vastleggen(step: Step) -> Mapping[str, Any]:
    return {"advies_op": consultations.record_advice(step)}


@handler(
    summary="Stuurt de vraag aan het expertisenetwerk; weigert een herleidbare vraag zonder toestemming.",
    returns=("netwerk_vraag_op",),
)
def netwerkvraag_versturen(step: Step) -> Mapping[str, Any]:
    return {"netwerk_vraag_op": networks.send_question(step)}


@handler(summary="Bewaart het antwoord van het netwerk bij de zaak en meldt het de procesregisseur.")
def netwerkantwoord_vastleggen(step: Step) -> None:
    networks.record_answer(step)
