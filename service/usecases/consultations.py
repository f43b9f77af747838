"""Consultation and advice: without personal data where possible, and with a question afterwards (R030, R031, R105)."""

from datetime import date

from sqlalchemy import select

from service.models import Consultation
from service.usecases.correspondence import mail_referrer
from service.usecases.steps import Step


def find_consultation(step: Step) -> Consultation | None:
    """The latest question for advice in this case."""
    query = select(Consultation).where(Consultation.case_id == step.the_case().id).order_by(Consultation.id.desc())
    return step.session.scalars(query).first()


def record_question(step: Step) -> date:
    """Record the question for advice."""
    answers = step.answers("vraag_vastleggen")
    step.session.add(
        Consultation(
            case_id=step.the_case().id,
            asked_on=step.today,
            asker_kind=str(answers.get("vrager_type") or "professional"),
            question=str(answers.get("vraag") or ""),
            traceable=bool(answers.get("herleidbaar")),
            themes=list(answers.get("thema") or ()),
        )
    )
    step.event("status", "De adviesvraag is vastgelegd.")
    return step.today


def record_advice(step: Step) -> date:
    """Record the advice and tell the asker that it is there."""
    case, consultation = step.the_case(), find_consultation(step)
    if consultation is None:
        raise LookupError("advies_vastleggen without a recorded question")
    consultation.advice = str(step.answers("adviseren").get("advies") or "")
    consultation.advised_on = step.today
    case.status = "advies_gegeven"
    mail_referrer(step, "advies", due_on=step.today)
    step.event("besluit", "Het advies is gegeven en gestuurd. Later vragen we wat ermee is gedaan.")
    return step.today


def record_follow_up(step: Step) -> None:
    """Keep what was done with the advice, when the passage ends."""
    consultation, answers = find_consultation(step), step.answers("navragen")
    if consultation is not None and answers:
        consultation.follow_up = answers
