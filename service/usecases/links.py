"""Facts know the process instance that works on them: who is asked, which stall is judged, which escalation runs."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.models import Commitment, Escalation, PlacementReview, ProcessInstance, Stall

JUDGEMENT = "ret_stagnatie"
THEME, REVIEW = "thema", "plaatsingstoets"


def find_own_stall(session: Session, instance: ProcessInstance) -> Stall | None:
    """The stall that this instance judges; None for every other process."""
    if instance.process_key != JUDGEMENT:
        return None
    return session.scalars(select(Stall).where(Stall.instance_id == instance.id)).first()


def find_theme(session: Session, instance: ProcessInstance) -> Escalation | None:
    """The escalation of a theme that this instance is about; None for everything about a case or registration."""
    if instance.subject != THEME:
        return None
    return session.scalars(select(Escalation).where(Escalation.key == instance.start_data.get("escalatie_id"))).first()


def find_review(session: Session, instance: ProcessInstance) -> PlacementReview | None:
    """The review without a case that this instance is about; None for every other."""
    if instance.subject != REVIEW:
        return None
    key = instance.start_data.get("toets_id")
    return session.scalars(select(PlacementReview).where(PlacementReview.key == key)).first()


def find_caseless(session: Session, instance: ProcessInstance) -> Escalation | PlacementReview | None:
    """What an instance without case or registration is about."""
    return find_theme(session, instance) or find_review(session, instance)


def add_instance(session: Session, instance: ProcessInstance) -> None:
    """Keep a new instance and point the fact it was started for at it, before its first step."""
    session.add(instance)
    session.flush()
    data = instance.start_data
    party = str(data.get("partij_id") or "")
    if party.isdigit() and (commitment := session.get(Commitment, int(party))) is not None:
        commitment.instance_id = instance.id
    if instance.subject == REVIEW and (review := find_review(session, instance)) is not None:
        review.instance_id = instance.id
    if data.get("escalatie_id"):
        query = select(Escalation).where(Escalation.key == data["escalatie_id"])
        if (escalation := session.scalars(query).first()) is not None:
            escalation.instance_id = instance.id
    if (instance.join_key or "").startswith("stagnatie:"):
        stall = session.get(Stall, int(str(instance.join_key).partition(":")[2]))
        if stall is not None:
            stall.instance_id = instance.id
