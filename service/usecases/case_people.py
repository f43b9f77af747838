"""Whom a case is about and who takes part in it; only for who may see the content."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from service.domain.labels import label
from service.models import (
    Account,
    Case,
    Organisation,
    Participant,
    RegistrationAttempt,
    Submission,
    YoungPerson,
)
from service.usecases import references
from service.usecases.shapes import Choice, ParticipantView, YoungPersonView
from service.usecases.work import Work

REGISTRATION = "registreren"


def registration(work: Work, case: Case) -> Mapping[str, Any]:
    """The registration as it was last given or corrected."""
    latest = work.session.scalars(
        select(Submission)
        .where(
            Submission.form_id == REGISTRATION,
            or_(Submission.case_id == case.id, Submission.attempt_id == case.attempt_id),
        )
        .order_by(Submission.id.desc())
        .limit(1)
    ).first()
    return latest.data if latest else work.session.get_one(RegistrationAttempt, case.attempt_id).data


def referrer(work: Work, data: Mapping[str, Any]) -> str:
    """Who registered: the kind, the name and the organisation, as far as given."""
    kind = label("melder", data.get("melder_type")) or "Onbekend"
    named = [text for text in (data.get("melder_naam"), _organisation(work, data.get("melder_organisatie"))) if text]
    return f"{kind} ({', '.join(named)})" if named else kind


def _organisation(work: Work, key: Any) -> str | None:
    if not key:
        return None
    return work.session.scalars(select(Organisation.name).where(Organisation.key == key)).first() or str(key)


def young_people(work: Work, case: Case) -> Sequence[YoungPersonView]:
    """The young person or persons, with their age today."""
    rows = work.session.scalars(select(YoungPerson).where(YoungPerson.case_id == case.id).order_by(YoungPerson.id))
    return [
        YoungPersonView(
            first_name=row.first_name,
            age=age_on(row.born_on, work.today) if row.born_on else row.age,
            measure_label=label("maatregel", row.measure) or None,
            authority_label=label("gezag", row.authority) or None,
            residence_label=label("verblijf", row.residence) or None,
        )
        for row in rows
    ]


def age_on(born_on: date, today: date) -> int:
    """The age in whole years."""
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def participants(work: Work, case: Case) -> Sequence[ParticipantView]:
    """Who takes part now."""
    query = (
        select(Participant, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Participant.organisation_id)
        .where(
            Participant.case_id == case.id,
            or_(Participant.until_on.is_(None), Participant.until_on >= work.today),
        )
        .order_by(Participant.id)
    )
    return [
        ParticipantView(
            name=row.name,
            role=label("rol", row.role),
            organisation=organisation or row.organisation_name,
            contact=row.contact,
            ring=label("ring", row.ring) or None,
            since=row.from_on,
        )
        for row, organisation in work.session.execute(query)
    ]


def account_names(work: Work, *ids: int | None) -> Mapping[int | None, str]:
    """Names of accounts by id."""
    query = select(Account.id, Account.name).where(Account.id.in_({key for key in ids if key is not None}))
    return {key: name for key, name in work.session.execute(query)}


def director_choices(work: Work, case: Case, source: str) -> Sequence[Choice]:
    """Who may become process director or case director: the people of this reference, by account id."""
    offered = references.choices(work, source, case, case.region_id) or ()
    keys = [choice.value for choice in offered]
    ids = dict(work.session.execute(select(Account.key, Account.id).where(Account.key.in_(keys))).all())
    return [Choice(str(ids[choice.value]), choice.label) for choice in offered if choice.value in ids]
