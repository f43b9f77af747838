"""Building blocks for registration: the closed door, the case with its number, the confirmation."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.registry import handler
from service.usecases import admissions
from service.usecases.steps import Step


@handler(summary="Legt een aanmeldpoging aan een gesloten voordeur vast als signaal. Maakt geen zaak.")
def aanmeldpoging_vastleggen(step: Step, uitkomst: str) -> None:
    admissions.refuse_attempt(step, uitkomst)


@handler(
    summary="Maakt de zaak met nummer en eerste traject; de gemeente volgt uit het woonplaatsbeginsel.",
    returns=("spoed",),
)
def zaak_openen(step: Step, acuut: bool) -> Mapping[str, Any]:
    return {"spoed": admissions.open_case(step, acuut)}


@handler(summary="Bevestigt de ontvangst aan de melder: zaaknummer, aanspreekpunt en wat er nu gebeurt.")
def bevestigen(step: Step, uiterlijk: date) -> None:
    admissions.confirm_receipt(step, uiterlijk)


@handler(summary="Legt de verantwoordelijke gemeente en daarmee de regio van de zaak vast.")
def verantwoordelijkheid_vastleggen(step: Step, gemeente: str) -> None:
    admissions.fix_responsibility(step, gemeente)
