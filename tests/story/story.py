"""One case from public registration to closed, told once and played through use cases, API and browser.

It holds a refused handover, a plan revision, a stall that reaches both levels of escalation while the clock moves,
and the decision coming back in the plan.
"""

from typing import Protocol

from tests.story.answers import (
    AFTERCARE,
    ANALYSIS,
    BACK_ON_COURSE,
    COMMITTED,
    DECIDED,
    DIRECTION,
    FINAL_TALK,
    FIRST_CONTACT,
    GRANTED,
    HANDOVER,
    INVITED,
    LESSONS,
    PARTIES,
    PERSPECTIVE,
    PLAN,
    PREPARED,
    REFUSED,
    REGISTRATION,
    RESULT,
    REVISION,
    SCALE_DOWN,
    SOLVED,
    TAKEN_OVER,
    UNFIT,
    Data,
)


class Driver(Protocol):
    """A way to reach the service: as use cases, as an API client, as a person with a browser."""

    def register(self, municipality: str, data: Data) -> str:
        """Send in a registration as anybody; returns the case number."""
        ...

    def complete(self, who: str, element: str, data: Data, *, on_behalf: str | None = None) -> None:
        """Complete the open task with this element id, as this person."""
        ...

    def act(self, who: str, action: str) -> None:
        """Do something on the case page: plan_wijzigen or afschalen_voorstellen."""
        ...

    def forward(self, amount: str) -> None:
        """Move the clock; everything that falls due happens."""
        ...

    def status(self, who: str) -> str:
        """The status of the case as this person sees it."""
        ...


def tell(service: Driver) -> str:
    """Play the whole story; returns the case number."""
    number = service.register("lindervoort", REGISTRATION)
    _triage(service)
    _plan(service)
    _set_out(service)
    _escalate(service)
    _revise(service)
    _close(service)
    assert service.status("u-pr1") == "Afgesloten"
    return number


def _triage(service: Driver) -> None:
    service.complete("u-pr1", "eerste_contact", FIRST_CONTACT)
    service.complete("u-pr1", "beoordelen", HANDOVER)
    service.complete("u-pr1", "overdragen", REFUSED)
    service.complete("u-pr1", "beoordelen", DIRECTION)
    assert service.status("u-pr1") == "Analyse en plan"


def _plan(service: Driver) -> None:
    service.complete("u-pr1", "partijen_bepalen", PARTIES)
    service.complete("u-pr1", "perspectief", PERSPECTIVE)
    service.complete("u-sec", "overleg_plannen", INVITED)
    service.complete("u-pr1", "analyse", ANALYSIS)
    # The family says that the plan does not fit: that goes back to the analysis, it is no stall.
    service.complete("u-pr1", "plan_maken", UNFIT)
    service.complete("u-pr1", "analyse", ANALYSIS)
    service.complete("u-pr1", "plan_maken", PLAN)
    service.complete("u-pr1", "vaststellen", {"adviesgewicht": "dringend", "ingangsdatum": "2026-09-07"})
    assert service.status("u-pr1") == "Monitoring"


def _set_out(service: Driver) -> None:
    """Commitment, financing and feedback run side by side."""
    service.complete("u-cp-berk", "toezeggen", COMMITTED)
    service.complete("u-inkoop-m", "financieren", GRANTED)
    service.complete("u-sec", "terugkoppelen", {"gedeeld_op": "2026-09-07", "regie_genoemd": True})


def _escalate(service: Driver) -> None:
    """Nobody fills in the check: alarm, official level by itself, then the administrative level by itself."""
    service.forward("26wd")
    assert service.status("u-amb-m") == "Gestagneerd"
    service.forward("5wd")
    assert service.status("u-amb-m") == "Ambtelijk geëscaleerd"
    service.complete("u-pr1", "escalatie_voorbereiden", PREPARED)
    service.forward("5wd")
    assert service.status("u-amb-m") == "Bestuurlijk geëscaleerd"
    service.complete("u-weth-l", "bestuurlijk_besluiten", DECIDED)
    service.complete(
        "u-pr1", "verwerken", {"planwijziging": "De Berk opent de plek.", "terugkoppeling_gezin": "2026-10-27"}
    )
    service.complete("u-cp-lt", "checkin", BACK_ON_COURSE)
    service.complete("u-pr1", "stagnatie_beoordelen", SOLVED)
    assert service.status("u-pr1") == "Monitoring"


def _revise(service: Driver) -> None:
    service.act("u-pr1", "plan_wijzigen")
    service.complete("u-pr1", "plan_bijstellen", REVISION)
    service.complete("u-sec", "terugkoppelen", {"gedeeld_op": "2026-10-27", "regie_genoemd": True})


def _close(service: Driver) -> None:
    service.act("u-pr1", "afschalen_voorstellen")
    service.complete("u-pr1", "afschalen_beoordelen", SCALE_DOWN)
    service.complete("u-pr1", "resultaat", RESULT)
    service.complete("u-cp-lt", "overdracht_casusregie", TAKEN_OVER)
    assert service.status("u-pr1") == "Afgeschaald"
    service.complete("u-pr1", "nazorg", AFTERCARE)
    service.complete("u-pr1", "eindgesprek", FINAL_TALK)
    service.complete("u-pr1", "signalen", LESSONS)
