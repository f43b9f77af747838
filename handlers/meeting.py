"""Building blocks for the meeting: find a moment, invite, put a case back on the agenda."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.registry import handler
from service.usecases import emergency_days, meetings
from service.usecases.steps import Step

RETURNS = ("overleg_uiterlijk", "slot_op", "slot_vrij", "spoed_grens")


@handler(summary="Zoekt het eerste vaste overlegmoment met plek, uiterlijk op de gegeven dag.", returns=RETURNS)
def slot_zoeken(step: Step, uiterlijk: date) -> Mapping[str, Any]:
    return _scalars(step, meetings.find_slot(step, uiterlijk))


@handler(summary="Overleg op afroep: zonder vaste momenten, uiterlijk op de gegeven dag.", returns=RETURNS)
def overleg_op_afroep(step: Step, uiterlijk: date) -> Mapping[str, Any]:
    return _scalars(step, meetings.meet_on_demand(step, uiterlijk))


@handler(summary="Zet de zaak op de agenda en verstuurt de uitnodigingen; kort dag wordt erbij gezegd.")
def uitnodigingen_versturen(step: Step, vooraf: date) -> None:
    meetings.send_invitations(step, vooraf)


@handler(
    summary="Brengt de zaak opnieuw in als de passende hulp na drie maanden niet is gestart, één keer per traject."
)
def herinbrengen(step: Step) -> None:
    meetings.put_back_on_agenda(step)


def _scalars(step: Step, found: meetings.SlotFound) -> Mapping[str, Any]:
    bound = emergency_days.meeting_bound(step)
    return {"overleg_uiterlijk": found.until, "slot_op": found.day, "slot_vrij": found.free, "spoed_grens": bound}
