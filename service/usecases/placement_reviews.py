"""Reviews of a placement: laid before two experts, judged by each on their own, recorded and told (R169)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select

from service.db import take_turns
from service.domain.errors import FieldError, InvalidInput
from service.domain.labels import label
from service.domain.reviewing import KINDS, more_cautious, other_judge
from service.models import Municipality, Participant, PlacementReview, PlanVersion, ProcessInstance, Submission, Task
from service.usecases.notifications import About, notify_account
from service.usecases.steps import Step
from service.usecases.work import Work

PROCESS = "ret_uhp_toets"
FIRST_FORM, SECOND_FORM = "toets_eerste", "toets_tweede"
_ALONE = "Beide oordelen zijn nu van dezelfde persoon. Laat een andere gedragsdeskundige één van de twee geven."
_INVOLVED = "Wie dit oordeel geeft, staat bij deze zaak als betrokkene. Geef de taak aan iemand die niet betrokken is."


def submit_review(step: Step, kind: str) -> PlacementReview:
    """Lay the placement that the concept plan intends before the experts."""
    case = step.the_case()
    if kind not in KINDS:
        raise InvalidInput(fields=[FieldError("uithuisplaatsing_soort", "Kies wat voor plaatsing het is.")])
    newest = select(func.max(PlanVersion.number)).where(PlanVersion.case_id == case.id)
    review = PlacementReview(
        key=next_key(step.work), case_id=case.id, plan_number=step.session.scalar(newest), region_id=case.region_id,
        municipality_id=case.municipality_id, team_id=case.team_id, instance_id=step.instance.id, kind=kind,
        submitted_on=step.today, requested_by_id=step.actor.account_id,
    )  # fmt: skip
    step.session.add(review)
    step.session.flush()
    step.event("stap", f"Een plaatsing buiten het gezin is voorgelegd voor een toets ({review.key}).")
    return review


def record_outcome(step: Step, key: str, first: str, second: str) -> str:
    """Keep both judgements and tell who asked; gives the judgement that counts.

    Raises InvalidInput when one person gave both, or when the second expert takes part in the case.
    """
    review = get_review(step.work, key)
    one, two = step.submission(FIRST_FORM), step.submission(SECOND_FORM)
    _ensure_independent(step, one, two)
    review.first_judgement, review.second_judgement = first, second
    review.first_by_id, review.second_by_id = _by(one), _by(two)
    review.outcome, review.decided_on = more_cautious(first, second), step.today
    review.explanation = "\n\n".join(filter(None, (_explanation(one), _explanation(two)))) or None
    differ = (
        ""
        if first == second
        else f" De oordelen verschillen ({_short(first)} en {_short(second)}): het voorzichtigste telt."
    )
    step.event("besluit", f"Toets {review.key}: {_short(review.outcome)}.{differ}")
    if review.case_id is None and review.requested_by_id is not None:
        about = About(theme=review, subject=f"toets:{review.key}")
        notify_account(step.work, review.requested_by_id, "toets_uitslag", about)
    else:
        step.notify_roles("toets_uitslag", ["procesregisseur"], subject=f"toets:{review.key}")
    step.session.flush()
    return review.outcome


def get_review(work: Work, key: str) -> PlacementReview:
    """The review with this key, whoever asks."""
    return work.session.scalars(select(PlacementReview).where(PlacementReview.key == key)).one()


def next_key(work: Work) -> str:
    """The next number of the year: one row for the whole country."""
    take_turns(work.session, "toets")
    start = f"TOETS-{work.today.year}-"
    query = select(func.count()).select_from(PlacementReview).where(PlacementReview.key.startswith(start))
    return f"{start}{(work.session.scalar(query) or 0) + 1:03}"


def ensure_other_person(work: Work, task: Task, account_id: int | None) -> None:
    """Two judgements of one placement come from two people; for every other task this does nothing."""
    twin = _twin(work, task)
    if twin is not None and account_id is not None and account_id in (twin.assignee_id, twin.completed_by_id):
        raise InvalidInput(_ALONE, [FieldError("persoon", _ALONE)])


def is_sealed(work: Work, task: Task) -> bool:
    """Whether a judgement is kept from this actor: the other one is still to come, and it is not their own."""
    twin = _twin(work, task) if task.completed_at is not None else None
    mine = work.actor.account_id is not None and task.completed_by_id == work.actor.account_id
    return twin is not None and twin.ended_at is None and not mine and not work.actor.system


def _twin(work: Work, task: Task) -> Task | None:
    """The other judgement of the same round."""
    other = other_judge(task.role)
    if other is None:
        return None
    query = select(Task).where(
        Task.instance_id == task.instance_id, Task.process_key == task.process_key, Task.role == other,
        Task.opened_at == task.opened_at,
    )  # fmt: skip
    # Rounds follow each other; both tasks of one open in the same step.
    return work.session.scalars(query.order_by(func.abs(Task.id - task.id)).limit(1)).first()


def _ensure_independent(step: Step, one: Submission | None, two: Submission | None) -> None:
    if _by(one) is not None and _by(one) == _by(two):
        raise InvalidInput(fields=[FieldError("oordeel", _ALONE)])
    case = step.case
    if case is None or _by(two) is None:
        return
    takes_part = select(Participant.id).where(Participant.case_id == case.id, Participant.account_id == _by(two))
    directs = _by(two) in (case.process_director_id, case.case_director_id)
    if directs or step.session.scalars(takes_part.limit(1)).first() is not None:
        raise InvalidInput(fields=[FieldError("oordeel", _INVOLVED)])


def _by(answer: Submission | None) -> int | None:
    return answer.submitted_by_id if answer is not None else None


def _explanation(answer: Submission | None) -> str:
    data: Mapping[str, Any] = answer.data if answer is not None else {}
    conditions = str(data.get("voorwaarden") or "").strip()
    return "\n".join(
        filter(None, (str(data.get("toelichting") or "").strip(), conditions and f"Voorwaarden: {conditions}"))
    )


def _short(judgement: str) -> str:
    return label("toetsoordeel", judgement).lower()


def new_request(
    work: Work, municipality: Municipality, team_id: int, *, kind: str, reference: str, age: int, intention: str
) -> PlacementReview:
    """A review that somebody asks for without a case."""
    review = PlacementReview(
        key=next_key(work), region_id=municipality.region_id, municipality_id=municipality.id, team_id=team_id,
        kind=kind, submitted_on=work.today, requested_by_id=work.actor.account_id, reference=reference, age=age,
        intention=intention,
    )  # fmt: skip
    work.session.add(review)
    work.session.flush()
    return review


def start_data(review: PlacementReview, day: date) -> dict[str, Any]:
    """What the process of a review starts with."""
    return {"toets_id": review.key, "voorgelegd_op": day.isoformat(), "plaatsing_soort": review.kind}


def of_instance(work: Work, instance: ProcessInstance) -> PlacementReview | None:
    """The newest review that this instance is about, be it one that a case asked for."""
    query = select(PlacementReview).where(PlacementReview.instance_id == instance.id)
    return work.session.scalars(query.order_by(PlacementReview.id.desc()).limit(1)).first()
