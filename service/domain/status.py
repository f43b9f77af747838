"""The status of a case as people see it: a stall or an escalation runs beside the plan, and is what they look for."""

from service.domain import labels

STATUSES = labels.CASE_STATUS
RUNNING_PLAN = "monitoring"
FINAL = frozenset({"advies_gegeven", "warm_overgedragen", "niet_opgepakt", "afgesloten", "ingetrokken"})
OF_RESULT = {
    "advies_gegeven": "advies_gegeven",
    "warm_overgedragen": "warm_overgedragen",
    "niet_opgepakt_met_reden": "niet_opgepakt",
    "afgesloten": "afgesloten",
    "ingetrokken_door_melder_of_gezin": "ingetrokken",
}
OF_OUTCOME = {
    "procesregie": "analyse_plan",
    "advies": "advies",
    # Until the receiver has accepted, the question stays with the team.
    "warme_overdracht": "in_triage",
    "niet_opgepakt": "niet_opgepakt",
}


def shown_status(status: str, level: str | None, stalled: bool) -> str:
    """The code to show: the open escalation level, else an open stall, else the status itself (DOMAIN 3.3)."""
    if status in FINAL:
        return status
    if level in ("ambtelijk", "bestuurlijk"):
        return f"{level}_geescaleerd"
    return "gestagneerd" if stalled and status == RUNNING_PLAN else status


def label(code: str) -> str:
    """The Dutch label of a status code."""
    return labels.label("status", code)
