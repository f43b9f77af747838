"""Building blocks for scaling down, closing and reopening."""

from collections.abc import Mapping
from typing import Any

from handlers.registry import handler
from service.usecases import closing
from service.usecases.steps import Step


@handler(summary="Bewaart het resultaat van de procesregie in dit traject.", returns=("resultaat_op",))
def resultaat_vastleggen(step: Step) -> Mapping[str, Any]:
    return {"resultaat_op": closing.record_result(step)}


@handler(
    summary="Zet de status van de zaak; bij afschalen en afsluiten eindigen checks en belmomenten.",
    returns=("afgeschaald_op", "afgesloten_op"),
)
def zaakstatus_zetten(step: Step, status: str) -> Mapping[str, Any]:
    closing.set_status(step, status)
    return {f"{status}_op": step.today} if status in ("afgeschaald", "afgesloten") else {}


@handler(summary="Heropent de zaak als volgend traject: analyse en plan, of monitoren.")
def zaak_heropenen(step: Step, start_bij: str) -> None:
    closing.reopen_case(step, start_bij)
