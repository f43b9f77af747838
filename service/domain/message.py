"""Groups of messages, and by what way somebody gets one: at once by mail, in the daily overview, or in the app only."""

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta

from service.domain.deadlines import WorkingCalendar, local_date, local_instant

GROUPS: Mapping[str, str] = {
    "taken": "Nieuwe taken",
    "herinneringen": "Herinneringen",
    "te_laat": "Termijnen die voorbij zijn",
    "voortgang": "Besluiten, plannen en regie",
    "overleg": "Overleg",
    "storingen": "Storingen en e-mail die niet aankwam",
    "alarmen": "Stagnatie, veiligheid en spoed",
    "escalaties": "Escalaties",
    "werkwijzen": "Ontwerpen en werkwijzen",
    "gezin": "Brieven aan gezin en melder",
}
# These always come at once: a decision that waits for a reader is what escalation is there to end.
FIXED = frozenset({"alarmen", "escalaties"})
# What somebody can choose about; letters to a family go to people without an account.
CHOSEN = tuple(group for group in GROUPS if group not in FIXED and group != "gezin")
# Whoever gets one of these says that they understood it, so that the sender knows.
ACKNOWLEDGED = frozenset({"te_laat", "alarmen", "escalaties"})
# The lanes whose tasks are decisions in an escalation.
DECIDING_LANES = frozenset({"ambtelijk", "bestuurlijk"})

DIRECT, DAILY, IN_APP = "direct", "dagelijks", "alleen_app"
MODES: Mapping[str, str] = {DIRECT: "Meteen, één e-mail per bericht", DAILY: "Eén e-mail per werkdag met alles erin"}
HOURS = range(6, 21)
USUAL_HOUR = 8


def way_of(group: str, *, urgent: bool, mode: str, in_app_only: Collection[str]) -> str:
    """How a message of this group reaches somebody who chose so; what is urgent or fixed comes at once."""
    if urgent or group in FIXED:
        return DIRECT
    return IN_APP if group in in_app_only else mode


def next_overview(now: datetime, hour: int, calendar: WorkingCalendar) -> datetime:
    """The first moment after now, at that hour of a working day, on which a daily overview leaves."""
    day = local_date(now)
    while not calendar.is_working_day(day) or local_instant(day, time(hour)) <= now:
        day += timedelta(days=1)
    return local_instant(day, time(hour))
