"""Who is at the table, and the shared explanatory analysis (R072, R073, R141-R143)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from service.models import Account, Analysis, Invitation, Organisation, Participant
from service.usecases.references import find_organisation
from service.usecases.steps import Step


def record_parties(step: Step) -> None:
    """Make participants of the parties that are needed for a breakthrough; a party that is there already stays."""
    case = step.the_case()
    for row in step.answers("partijen_bepalen").get("partijen") or ():
        organisation = find_organisation(step.session, row.get("organisatie"))
        name = str(row.get("persoon") or (organisation.name if organisation else row.get("rol")))
        query = select(Participant).where(
            Participant.case_id == case.id, Participant.name == name, Participant.role == str(row.get("rol"))
        )
        participant = step.session.scalars(query).first()
        if participant is None:
            participant = Participant(case_id=case.id, name=name, role=str(row.get("rol")), from_on=step.today)
            step.session.add(participant)
        participant.organisation_id = organisation.id if organisation else None
        participant.organisation_name = organisation.name if organisation else row.get("organisatie")
        participant.ring, participant.has_mandate = row.get("ring"), row.get("mandaat")
        participant.account_id = _account_id(step, organisation, row)
    step.session.flush()


def _account_id(step: Step, organisation: Organisation | None, row: Mapping[str, Any]) -> int | None:
    """Access is for the named person only: the contact, when it is that person or nobody else is named."""
    if organisation is None or organisation.contact_account_id is None:
        return None
    contact = step.session.get_one(Account, organisation.contact_account_id)
    return contact.id if row.get("persoon") in (None, "", contact.name) else None


def record_analysis(step: Step, meeting_id: int | None) -> None:
    """Keep the analysis of this meeting, and who took part in which form (R059, R068)."""
    submission = step.submission("analyse")
    if submission is None:
        return
    case, episode, answers = step.the_case(), step.episode(), dict(submission.data)
    marked = {**answers, "inzending": submission.id}
    known = step.session.scalars(select(Analysis).where(Analysis.case_id == case.id)).all()
    if any(analysis.data.get("inzending") == submission.id for analysis in known):
        return
    step.session.add(
        Analysis(
            case_id=case.id,
            episode_number=episode.number,
            recorded_on=step.today,
            data=marked,
            shared_by_family=str(answers.get("gedeeld_gezin") or ""),
            shared_by_parties=str(answers.get("gedeeld_partijen") or ""),
        )
    )
    _record_attendance(step, meeting_id, answers)


def _record_attendance(step: Step, meeting_id: int | None, answers: Mapping[str, Any]) -> None:
    if meeting_id is None:
        return
    invitations = step.session.scalars(select(Invitation).where(Invitation.meeting_id == meeting_id)).all()
    for row in answers.get("aanwezigen") or ():
        text = f"{row.get('persoon') or ''} {row.get('rol') or ''}".lower()
        for invitation in invitations:
            word = invitation.invitee.lower() if invitation.kind == "partij" else invitation.kind.removesuffix("s")
            if invitation.attended is None and word in text:
                invitation.attended = row.get("vorm")
