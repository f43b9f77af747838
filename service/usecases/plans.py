"""The plan: checked and kept as concept, submitted, adopted; the valid version stays valid until then (R074-R076)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.errors import InvalidInput
from service.domain.escalation import BINDING
from service.domain.plan import plan_mistakes, undecided_amount
from service.models import Escalation, FinancingLine, Municipality, Organisation, PlanVersion, Submission
from service.usecases.analyses import record_analysis
from service.usecases.commitments import carry_over, count_without_covenant, withdraw_questions
from service.usecases.meetings import current_meeting
from service.usecases.plan_rows import fill_plan, next_number
from service.usecases.references import PROVIDERS
from service.usecases.steps import Step
from service.usecases.watches import watch_plan

CONCEPT = ("concept", "ter_goedkeuring")
OVERVIEW = "ret_procesregie"


@dataclass(frozen=True)
class StoredPlan:
    """What the diagram routes on after a plan was kept as concept."""

    number: int
    amount: int
    without_covenant: int
    times_unfit: int
    mandate_again: bool
    covered: bool


def find_valid_plan(session: Session, case_id: int) -> PlanVersion | None:
    """The version that holds now."""
    query = select(PlanVersion).where(PlanVersion.case_id == case_id, PlanVersion.status == "geldig")
    return session.scalars(query.order_by(PlanVersion.number.desc())).first()


def get_valid_plan(step: Step) -> PlanVersion:
    """The version that holds now; a building block that needs one is used too early when there is none."""
    plan = find_valid_plan(step.session, step.the_case().id)
    if plan is None:
        raise LookupError(f"{step.element.element_id}: there is no valid plan")
    return plan


def find_concept(step: Step) -> PlanVersion | None:
    """The concept that this instance is working on."""
    query = select(PlanVersion).where(
        PlanVersion.case_id == step.the_case().id,
        PlanVersion.instance_id == step.instance.id,
        PlanVersion.status.in_(CONCEPT),
    )
    return step.session.scalars(query.order_by(PlanVersion.number.desc())).first()


def get_concept(step: Step) -> PlanVersion:
    """The concept of this instance; raises LookupError when it made none."""
    plan = find_concept(step)
    if plan is None:
        raise LookupError(f"{step.element.element_id}: this instance has no concept")
    return plan


def store_plan(step: Step, source: str) -> StoredPlan:
    """Check the plan and keep it as concept, in place of this instance's earlier concept.

    Raises InvalidInput with one sentence per mistake; nothing of what was filled in is lost.
    """
    case, answers = step.the_case(), step.answers(source)
    _ensure_whole(step, answers)
    meeting = current_meeting(step)
    record_analysis(step, meeting.id if meeting else None)
    valid = find_valid_plan(step.session, case.id)
    plan = _concept(step, source, answers)
    fill_plan(step.session, plan, answers, valid)
    withdraw_questions(step, plan)
    if step.instance.process_key == OVERVIEW:
        case.status = "analyse_plan"
    step.event("plan", f"Versie {plan.number} van het plan is als concept vastgelegd.")
    return StoredPlan(
        number=plan.number,
        amount=undecided_amount([{"bedrag": line.amount, "status": line.state} for line in plan.financing]),
        without_covenant=count_without_covenant(step, plan, valid),
        times_unfit=_times_unfit(step, source),
        mandate_again=_has_news(plan, valid),
        covered=_is_covered(step),
    )


def submit_plan(step: Step) -> date:
    """Submit the concept to the responsible municipality; the valid version, if any, goes on."""
    case, plan = step.the_case(), get_concept(step)
    plan.status, plan.submitted_on = "ter_goedkeuring", step.today
    if step.instance.process_key == OVERVIEW:
        case.status = "plan_ter_goedkeuring"
    municipality = step.session.get_one(Municipality, case.municipality_id).name
    step.event(
        "plan", f"Versie {plan.number} van het plan is ter goedkeuring voorgelegd aan de gemeente {municipality}."
    )
    return step.today


def activate_plan(step: Step, number: int) -> tuple[PlanVersion, date]:
    """Make a version valid and the one before it replaced; returns it with the first adoption in this episode."""
    case, episode = step.the_case(), step.episode()
    query = select(PlanVersion).where(PlanVersion.case_id == case.id, PlanVersion.number == number)
    plan = step.session.scalars(query).one()
    if plan.status != "geldig":
        answers = step.answers("vaststellen") if step.instance.process_key == OVERVIEW else {}
        plan.advice_weight = _advice_weight(step, answers.get("adviesgewicht"))
        adopt(step, plan)
        plan.effective_on = date.fromisoformat(str(answers.get("ingangsdatum") or step.today))
        case.status = "monitoring"
        step.event("plan", f"Versie {plan.number} van het plan is vastgesteld en geldt vanaf nu.")
    return plan, episode.first_adopted_on or step.today


def adopt(step: Step, plan: PlanVersion) -> None:
    """Let this version hold from today; questions to parties that stay go along with it."""
    old, episode = find_valid_plan(step.session, step.the_case().id), step.episode()
    if old is not None and old.id != plan.id:
        old.status, old.replaced_on = "vervangen", step.today
    plan.status, plan.adopted_on, plan.effective_on = "geldig", step.today, step.today
    episode.first_adopted_on = episode.first_adopted_on or step.today
    step.session.flush()
    carry_over(step, old, plan)
    watch_plan(step, plan)


def _ensure_whole(step: Step, answers: dict[str, Any]) -> None:
    providers = set(step.session.scalars(select(Organisation.key).where(Organisation.kind.in_(PROVIDERS))))
    municipality = step.session.get_one(Municipality, step.the_case().municipality_id)
    mistakes = plan_mistakes(answers, providers, municipality.name)
    if mistakes:
        raise InvalidInput(fields=mistakes)


def _concept(step: Step, source: str, answers: dict[str, Any]) -> PlanVersion:
    case, valid, submission = (
        step.the_case(),
        find_valid_plan(step.session, step.the_case().id),
        step.submission(source),
    )
    plan = find_concept(step)
    if plan is None:
        plan = PlanVersion(
            case_id=case.id,
            episode_number=step.episode().number,
            number=next_number(step.session, case.id),
            instance_id=step.instance.id,
            created_at=step.now,
            status="concept",
        )
        step.session.add(plan)
    plan.status, plan.submitted_on = "concept", None
    plan.submission_id = submission.id if submission else None
    plan.created_by_id = step.actor.account_id
    plan.waiting_weeks = int(answers.get("wachttijd_verwacht") or 0)
    plan.needed = answers.get("nodig") or (valid.needed if valid else None)
    plan.solution_kind = answers.get("oplossing_soort") or (valid.solution_kind if valid else None)
    plan.scale_down_criteria = answers.get("afschaalcriteria") or (valid.scale_down_criteria if valid else None)
    plan.fits_family, plan.change = answers.get("passend_gezin"), answers.get("wijziging")
    step.session.flush()
    return plan


def _times_unfit(step: Step, source: str) -> int:
    """How often the plan did not fit according to the family, since the last adoption."""
    valid = find_valid_plan(step.session, step.the_case().id)
    query = select(Submission).where(
        Submission.instance_id == step.instance.id, Submission.form_id == source, Submission.corrects_id.is_(None)
    )
    since = (valid.submission_id or 0) if valid else 0
    found = [s for s in step.session.scalars(query) if s.id > since]
    return sum(s.data.get("passend_gezin") == "nee" for s in found)


def _has_news(plan: PlanVersion, valid: PlanVersion | None) -> bool:
    """Whether there is financing or a party that the valid version did not have."""
    if valid is None:
        return True

    def lines(version: PlanVersion) -> set[tuple[str, str, int]]:
        return {_line(line) for line in version.financing}

    parties = {p.organisation_id for p in plan.providers} - {p.organisation_id for p in valid.providers}
    return bool(parties or lines(plan) - lines(valid))


def _line(line: FinancingLine) -> tuple[str, str, int]:
    return line.law, line.payer, line.amount


def _is_covered(step: Step) -> bool:
    """Whether an escalation was decided in this episode, since the last adoption, in a way that stands for approval."""
    case, valid = step.the_case(), find_valid_plan(step.session, step.the_case().id)
    since = max(step.episode().opened_on, valid.adopted_on or date.min) if valid else step.episode().opened_on
    query = select(Escalation.id).where(
        Escalation.case_id == case.id, Escalation.decision.in_(BINDING), Escalation.decided_on >= since
    )
    return step.session.scalars(query.limit(1)).first() is not None


def _advice_weight(step: Step, chosen: Any) -> str:
    """From the form, the region's setting, or the version before it (R096)."""
    setting = str(step.setting("advice.weight"))
    if setting != "per_casus":
        return setting
    valid = find_valid_plan(step.session, step.the_case().id)
    return str(chosen or (valid.advice_weight if valid else None) or "dringend")
