"""What a case is when a passage through the process ends: a named result, always (R195)."""

from sqlalchemy import select

from service.domain.status import OF_RESULT
from service.models import PlanVersion
from service.usecases.consultations import record_follow_up
from service.usecases.steps import Step


def finish_case(step: Step, result: str | None) -> None:
    """Set the status that belongs to the result of the overview; an ended case has no valid plan any more."""
    case = step.the_case()
    if result is None or result == "heropend":
        return
    case.status = OF_RESULT.get(result, case.status)
    case.retention_from = case.retention_from or step.today
    if case.function == "consultatie":
        record_follow_up(step)
    query = select(PlanVersion).where(
        PlanVersion.case_id == case.id, PlanVersion.status.in_(("geldig", "concept", "ter_goedkeuring"))
    )
    for plan in step.session.scalars(query):
        plan.status = "beeindigd"
