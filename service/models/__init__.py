"""Relational tables, one module per subject; importing this package registers them all."""

from service.models.account import Absence, Account, ApiToken, LoginFailure, RoleGrant
from service.models.agenda import CalendarLink, Question
from service.models.base import Base
from service.models.case import (
    Case,
    CaseStep,
    ContactNote,
    Episode,
    Participant,
    RegistrationAttempt,
    YoungPerson,
)
from service.models.migration import CaseMigration, MigratedState, MigrationEntry, MigrationRound
from service.models.monitoring import CheckIn, Escalation, EscalationCause, FamilyCall, Signal, Stall, Watch
from service.models.notification import MessagePreference, Notification, OutboxMail
from service.models.organisation import ExpertTeam, Municipality, Organisation, Region, TeamRegion
from service.models.pause import DateMove, Pause
from service.models.plan import (
    Agreement,
    Analysis,
    BridgingTask,
    Commitment,
    FinancingLine,
    Goal,
    PlanProvider,
    PlanTask,
    PlanVersion,
)
from service.models.process import (
    ClockSetting,
    CommandKey,
    Draft,
    Event,
    Incident,
    ProcessInstance,
    Submission,
    Task,
)
from service.models.release import Release, ReleaseFile
from service.models.review import PlacementReview
from service.models.table import (
    AftercareContact,
    Closure,
    Consultation,
    Invitation,
    Meeting,
    MeetingGuest,
    MeetingSeries,
    MeetingSlot,
    NetworkQuestion,
    TriageAssessment,
)
from service.models.way import DryRun, WayChange, WayDraft, WayDraftFile, WayEvent, WayJudgement, WayPresence
from service.models.worklist import SavedFilter, TaskSeen

__all__ = [
    "Absence", "Account", "AftercareContact", "Agreement", "Analysis", "ApiToken", "Base", "BridgingTask",
    "CalendarLink", "Case", "CaseMigration", "CaseStep", "CheckIn", "ClockSetting", "Closure", "CommandKey",
    "Commitment", "Consultation", "ContactNote", "DateMove", "Draft", "DryRun", "Episode", "Escalation",
    "EscalationCause", "Event", "ExpertTeam", "FamilyCall", "FinancingLine", "Goal", "Incident", "Invitation",
    "LoginFailure", "Meeting", "MeetingGuest", "MeetingSeries", "MeetingSlot", "MessagePreference", "MigratedState",
    "MigrationEntry", "MigrationRound", "Municipality", "NetworkQuestion", "Notification", "Organisation", "OutboxMail",
    "Participant", "Pause", "PlacementReview", "PlanProvider", "PlanTask", "PlanVersion", "ProcessInstance",
    "Question", "Region",
    "RegistrationAttempt", "Release", "ReleaseFile", "RoleGrant", "SavedFilter", "Signal", "Stall", "Submission",
    "Task", "TaskSeen", "TeamRegion", "TriageAssessment", "Watch", "WayChange", "WayDraft", "WayDraftFile", "WayEvent",
    "WayJudgement", "WayPresence", "YoungPerson",
]  # fmt: skip
