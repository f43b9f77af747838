"""Mail to people without an account: referrer and family, as far as they gave an address; number and link only."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from service.usecases.notifications import About, send_mail
from service.usecases.steps import Step

# Gives what a mail takes along for the calendar of who gets it, by address.
TakeAlong = Callable[[str], str]
FAMILY_ROLES = ("ouder", "verzorger", "moeder", "vader", "jeugdige", "jongere", "voogd")


def registration_data(step: Step) -> dict[str, Any]:
    """The registration as it is known now: as sent in, with the answers of a later round laid over it."""
    attempt = step.attempt
    return {**(attempt.data if attempt else {}), **step.answers("registreren")}


def mail_referrer(
    step: Step, kind: str, *, due_on: date | None = None, why: str = "", calendar: TakeAlong | None = None
) -> bool:
    """Write to the referrer; False when there is no address or the mail was sent before."""
    address = _address(registration_data(step).get("melder_contact"))
    about = replace(_about(step, due_on, calendar), why=why)
    return bool(address) and send_mail(step.work, address, kind, about, owner="melder")


def mail_family(step: Step, kind: str, *, due_on: date | None = None, calendar: TakeAlong | None = None) -> int:
    """Write to the family members among the people that were named; returns how many mails left."""
    about = _about(step, due_on, calendar)
    sent = [send_mail(step.work, address, kind, about, owner="gezin") for address in _family_addresses(step)]
    return sum(sent)


def _about(step: Step, due_on: date | None, calendar: TakeAlong | None) -> About:
    case = step.case
    return About(case, None if case else step.attempt, due_on=due_on, calendar=calendar)


def _family_addresses(step: Step) -> Iterator[str]:
    for person in registration_data(step).get("betrokkenen") or ():
        role = str(person.get("rol") or "").lower()
        address = _address(person.get("contact"))
        if address and any(word in role for word in FAMILY_ROLES):
            yield address


def _address(contact: Any) -> str:
    text = str(contact or "").strip()
    return text if "@" in text and " " not in text else ""
