"""When a goal has come to a stand: from the checks themselves, not only from dates (stall rules, pitfall 31)."""

from collections.abc import Sequence

SLOW = frozenset({"vertraagd", "gestagneerd"})
ENDED = frozenset({"bereikt", "vervallen"})
GOAL_SLOW = "doel_vertraagd_of_gestagneerd"
BRIDGING_FAILS = "overbrugging_werkt_niet"
CHECK_LATE = "checkin_te_laat"
TASK_LATE = "taak_te_laat"
HELP_LATE = "hulp_niet_gestart"
# Not a stall: it puts the case back on the agenda, whatever the checks say (T22).
NO_HELP = "lang_zonder_hulp"
FINANCING_RULES = ("financiering_uitgebleven", "financiering_afgewezen")
COMMITMENT_RULES = ("toezegging_uitgebleven", "toezegging_geweigerd")


def stall_rule(state: str, earlier: Sequence[str], bridging_works: str | None) -> str:
    """The rule this check breaks, or empty; `earlier` are the states of the goal's checks before it, newest first.

    A goal stands still after one «gestagneerd», or after two checks in a row that were delayed.
    """
    if state == "gestagneerd" or (state == "vertraagd" and bool(earlier) and earlier[0] in SLOW):
        return GOAL_SLOW
    if bridging_works == "nee" and state not in ENDED:
        return BRIDGING_FAILS
    return ""


def goal_goes_on(state: str) -> bool:
    """Whether the next check follows."""
    return state not in ENDED


def all_reached(last_states: Sequence[str | None]) -> bool:
    """Whether every goal has ended and at least one was reached: then scaling down is proposed."""
    return bool(last_states) and all(state in ENDED for state in last_states) and "bereikt" in last_states
