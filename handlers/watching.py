"""Building blocks for monitoring: reminders, messages, checks, family calls, stalls, side processes."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from handlers.registry import handler
from service.usecases import monitoring, reminders, side_processes, stalls
from service.usecases.steps import Step


@handler(summary="Herinnert wie de taak heeft, één keer per taak en vervaldatum (soort: vooraf of achteraf).")
def herinneren(step: Step, soort: Literal["vooraf", "achteraf"]) -> None:
    reminders.remind(step, soort)


@handler(summary="Meldt aan de personen in deze rollen, in de dienst en per mail, zonder inhoud van de zaak.")
def melden(step: Step, bericht: Annotated[str, "bericht"], rollen: Annotated[str, "rollen"]) -> None:
    reminders.report(step, bericht, rollen)


@handler(
    summary="Start de beoordeling van een stagnatie, tenzij er al een loopt voor dezelfde regel en hetzelfde doel."
)
def stagnatie_starten(step: Step, regel: str, doel: str | None = None) -> None:
    stalls.open_stall(step, regel, doel)


@handler(
    summary="Geeft het ritme van het doel in werkdagen (0: het plan noemt er geen) met de datum die daaruit volgt, "
    "en of er een overbrugging loopt.",
    returns=("ritme", "vervaldatum", "overbrugging_actief"),
)
def checkdatum_bepalen(step: Step, doel: str, vanaf: date, standaard: date) -> Mapping[str, Any]:
    rhythm, bridging = monitoring.check_rhythm(step, doel)
    due_on = step.working_days(rhythm, vanaf) if rhythm else standaard
    return {"ritme": rhythm, "vervaldatum": due_on, "overbrugging_actief": bridging}


@handler(
    summary="Bewaart de voortgangscheck en zegt of het doel stagneert en of het nog loopt.",
    returns=("stagnatie_regel", "checkin_op", "doel_loopt"),
)
def checkin_vastleggen(step: Step, doel: str) -> Mapping[str, Any]:
    recorded = monitoring.record_check(step, doel)
    return {"stagnatie_regel": recorded.rule, "checkin_op": recorded.day, "doel_loopt": recorded.goes_on}


@handler(summary="Bewaart wat het gezin zelf zei; of de hulp is gestart hoort bij het plan.")
def belmoment_vastleggen(step: Step) -> None:
    monitoring.record_family_call(step)


@handler(summary="Start een zijproces over dezelfde zaak. Een planwijziging voegt zich bij een die al loopt.")
def zijproces_starten(
    step: Step,
    proces: Annotated[str, "proces"],
    aanleiding: str,
    doel: str | None = None,
    vanaf: date | None = None,
    spoed: bool | None = None,
) -> None:
    side_processes.start_side_process(step, proces, aanleiding, target=doel, from_on=vanaf, emergency=bool(spoed))
