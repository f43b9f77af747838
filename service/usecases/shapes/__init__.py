"""What pages and API read: plain, immutable shapes, so that nothing above this layer touches a table."""

from service.usecases.shapes.basic import (
    CaseSummary,
    Choice,
    EventView,
    LineView,
    YoungPersonView,
)
from service.usecases.shapes.case import (
    AnswerView,
    CaseDetail,
    CaseRow,
    DiagramView,
    ParticipantView,
    StepView,
)
from service.usecases.shapes.incident import (
    IncidentDetail,
    IncidentFilter,
    IncidentPage,
    IncidentRow,
    TokenView,
    VariableView,
)
from service.usecases.shapes.message import (
    MailView,
    NotificationView,
    RegistrationReceipt,
    RegistrationStart,
)
from service.usecases.shapes.plan import (
    EscalationView,
    GoalView,
    PlanTaskView,
    PlanView,
    StallView,
)
from service.usecases.shapes.task import (
    SubmissionVersion,
    TaskDetail,
    TaskFilter,
    TaskPage,
    TaskRow,
)
from service.usecases.shapes.term import DayOff, TermList, TermView
from service.usecases.shapes.worklist import (
    BOUND,
    COUNTED,
    BoundedCount,
    Division,
    Refusal,
    SavedFilterView,
    TaskCount,
)

__all__ = [
    "BOUND",
    "COUNTED",
    "AnswerView",
    "BoundedCount",
    "CaseDetail",
    "CaseRow",
    "CaseSummary",
    "Choice",
    "DayOff",
    "DiagramView",
    "Division",
    "EscalationView",
    "EventView",
    "GoalView",
    "IncidentDetail",
    "IncidentFilter",
    "IncidentPage",
    "IncidentRow",
    "LineView",
    "MailView",
    "NotificationView",
    "ParticipantView",
    "PlanTaskView",
    "PlanView",
    "Refusal",
    "RegistrationReceipt",
    "RegistrationStart",
    "SavedFilterView",
    "StallView",
    "StepView",
    "SubmissionVersion",
    "TaskCount",
    "TaskDetail",
    "TaskFilter",
    "TaskPage",
    "TaskRow",
    "TermList",
    "TermView",
    "TokenView",
    "VariableView",
    "YoungPersonView",
]
