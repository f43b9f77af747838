"""From a registration attempt to a case: number, first episode, people, responsible municipality."""

from datetime import date
from typing import Any

from sqlalchemy import func, or_, select, update

from service.db import take_turns
from service.domain.errors import FieldError, InvalidInput
from service.domain.labels import label
from service.domain.residence import responsible_municipality
from service.domain.triage import is_emergency
from service.models import (
    Account,
    Case,
    Episode,
    Event,
    Municipality,
    Organisation,
    Participant,
    RegistrationAttempt,
    Signal,
    Submission,
    Task,
    TeamRegion,
    YoungPerson,
)
from service.settings import UnknownSetting
from service.usecases.correspondence import mail_referrer, registration_data
from service.usecases.steps import Step
from service.usecases.task_places import move_open_tasks

BREAKTHROUGH = "triage.breakthrough"
_ELSEWHERE = (
    "De gemeente {} hoort bij een ander expertteam. Is zij verantwoordelijk, draag de aanmelding dan in de triage warm "
    "over; kies hier de gemeente die het tot dan toe is."
)


def refuse_attempt(step: Step, outcome: str) -> None:
    """Record the attempt at a closed door as a signal; no case, no number (R042)."""
    attempt = step.attempt
    if attempt is None or attempt.outcome is not None:
        return
    attempt.outcome = outcome
    step.session.add(
        Signal(
            region_id=attempt.region_id,
            attempt_id=attempt.id,
            noted_on=step.today,
            level="regionaal",
            themes=["toegang"],
            text="Een aanmelding die in deze regio niet rechtstreeks mag, is doorverwezen.",
        )
    )
    step.event("aangemeld", "De melder mag hier niet zelf aanmelden. De andere weg is getoond en de poging is geteld.")


def open_case(step: Step, acute: bool) -> bool:
    """Make the case of this attempt, once; returns whether it is an emergency.

    A later round of the form (after a consultation) completes what was not asked for advice.
    """
    attempt = step.attempt
    if attempt is None:
        raise LookupError("zaak_openen needs a registration attempt")
    data = registration_data(step)
    case = step.session.scalars(select(Case).where(Case.attempt_id == attempt.id)).first()
    if case is not None:
        return _reopen_triage(step, case, data)
    municipality = _responsible(step, attempt, data)
    case = Case(
        number=_free_number(step, attempt),
        attempt_id=attempt.id,
        region_id=municipality.region_id,
        municipality_id=municipality.id,
        team_id=attempt.team_id,
        release_id=attempt.release_id,
        status="in_triage",
        scope=str(data.get("scope") or "jeugdige"),
        emergency=is_emergency(acute, data.get("maatregel"), _breaks_through(step)),
        opened_on=attempt.received_on,
    )
    attempt.outcome = "toegelaten"
    step.session.add(case)
    step.session.flush()
    step.session.add(Episode(case_id=case.id, number=1, opened_on=attempt.received_on))
    _add_people(step, case, data)
    _move_subject(step, case)
    referrer = label("melder", data.get("melder_type")) or "onbekend"
    step.event("aangemeld", f"Aanmelding ontvangen. Melder: {referrer}. Zaaknummer {case.number}.")
    return case.emergency


def confirm_receipt(step: Step, until: date) -> None:
    """Confirm to the referrer with the number and what happens next; no case content (T01)."""
    sent = mail_referrer(step, "ontvangst_bevestigd", due_on=until)
    text = (
        "De ontvangst is bevestigd aan de melder."
        if sent
        else "De melder gaf geen e-mailadres: bel om de ontvangst te bevestigen."
    )
    step.event("bericht", text)


def fix_responsibility(step: Step, municipality_key: str) -> None:
    """Fix the responsible municipality, and with it the region, of the case (residence principle).

    Raises InvalidInput for a municipality of a region that this team does not work for.
    """
    case = step.the_case()
    municipality = step.session.scalars(select(Municipality).where(Municipality.key == municipality_key)).one()
    if case.municipality_id == municipality.id:
        return
    served = step.session.scalars(select(TeamRegion.region_id).where(TeamRegion.team_id == case.team_id))
    if municipality.region_id not in set(served):
        raise InvalidInput(fields=[FieldError("verantwoordelijke_gemeente", _ELSEWHERE.format(municipality.name))])
    case.municipality_id, case.region_id = municipality.id, municipality.region_id
    move_open_tasks(step.session, case)
    step.event("status", f"De verantwoordelijke gemeente is {municipality.name} ({municipality.region.name}).")


def _reopen_triage(step: Step, case: Case, data: dict[str, Any]) -> bool:
    again = step.submission("registreren")
    if again is None or again.task_id is None or case.status == "in_triage":
        return case.emergency
    case.status = "in_triage"
    case.emergency = case.emergency or is_emergency(
        bool(data.get("veiligheid_acuut")), data.get("maatregel"), _breaks_through(step)
    )
    for person in step.session.scalars(select(YoungPerson).where(YoungPerson.case_id == case.id)).all():
        step.session.delete(person)
    step.session.add(_young_person(case, data))
    step.event("status", "De aanmelding is aangevuld; de triage begint opnieuw.")
    return case.emergency


def _breaks_through(step: Step) -> bool:
    try:
        return bool(step.setting(BREAKTHROUGH))
    except UnknownSetting:
        return False


def _responsible(step: Step, attempt: RegistrationAttempt, data: dict[str, Any]) -> Municipality:
    key = responsible_municipality(data)
    found = step.session.scalars(select(Municipality).where(Municipality.key == key)).first() if key else None
    return found or step.session.get_one(Municipality, attempt.municipality_id)


def _free_number(step: Step, attempt: RegistrationAttempt) -> str:
    """The reserved number, else the next of the year: one row of numbers for the whole country, none used twice."""
    take_turns(step.session, "zaaknummer")
    reserved = attempt.reserved_number
    if reserved and not step.session.scalars(select(Case.id).where(Case.number == reserved)).first():
        return reserved
    start = f"RET-{attempt.received_on.year}-"
    used = [
        step.session.scalar(
            select(column).where(column.startswith(start)).order_by(func.length(column).desc(), column.desc()).limit(1)
        )
        for column in (Case.number, RegistrationAttempt.reserved_number)
    ]
    last = max((int(number.removeprefix(start)) for number in used if number), default=0)
    return f"{start}{last + 1:03d}"


def _add_people(step: Step, case: Case, data: dict[str, Any]) -> None:
    # A family case has several children; what holds for the first (authority, residence) is asked once.
    others = [row for row in data.get("andere_kinderen") or () if isinstance(row, dict)]
    for child in [data, *({**data, "jeugdige_voornaam": None, **row} for row in others)]:
        step.session.add(_young_person(case, child))
    case.scope = "jeugdige_en_gezin" if others else case.scope
    organisation = _organisation(step, data.get("melder_organisatie"))
    kind = label("melder", data.get("melder_type"))
    step.session.add(
        Participant(
            case_id=case.id,
            name=str(data.get("melder_naam") or kind),
            role="melder",
            organisation_id=organisation.id if organisation else None,
            organisation_name=organisation.name if organisation else None,
            contact=data.get("melder_contact"),
            from_on=step.today,
        )
    )
    for person in data.get("betrokkenen") or ():
        step.session.add(
            Participant(
                case_id=case.id, name=str(person.get("naam") or "onbekend"),
                role=str(person.get("rol") or "betrokkene"),
                organisation_name=person.get("organisatie"), contact=person.get("contact"), from_on=step.today,
            )
        )  # fmt: skip


def _young_person(case: Case, data: dict[str, Any]) -> YoungPerson:
    return YoungPerson(
        case_id=case.id,
        first_name=data.get("jeugdige_voornaam") or data.get("voornaam"),
        born_on=_date(data.get("geboortedatum")),
        age=data.get("leeftijd"),
        authority=data.get("gezag"),
        measure=data.get("maatregel"),
        measure_on=_date(data.get("maatregel_datum")),
        residence=data.get("verblijf"),
    )


def _date(value: Any) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _organisation(step: Step, key: Any) -> Organisation | None:
    query = select(Organisation).where(Organisation.key == str(key))
    return step.session.scalars(query).first() if key else None


def _move_subject(step: Step, case: Case) -> None:
    """From now on everything of this instance is about the case."""
    step.instance.case_id, step.instance.subject = case.id, "zaak"
    for table in (Submission, Task, Event):
        step.session.execute(
            update(table).where(table.instance_id == step.instance.id, table.case_id.is_(None)).values(case_id=case.id)
        )
    step.session.flush()
    move_open_tasks(step.session, case)


def find_account(step: Step, key: Any) -> Account | None:
    """The account with this key, or with this name."""
    if not key:
        return None
    return step.session.scalars(select(Account).where(or_(Account.key == str(key), Account.name == str(key)))).first()
