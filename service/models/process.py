"""The running side: instances, tasks, submissions, drafts, events, incidents, idempotency keys."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from service.models.base import Base


class ProcessInstance(Base):
    """One running process with exactly one subject; `state` is the engine's and nobody else's."""

    __tablename__ = "process_instance"
    __table_args__ = (
        Index("ix_process_instance_due", "status", "next_due_at", "id"),
        # The few of very many that failed and are tried again.
        Index(
            "ix_process_instance_retry", "retry_at",
            sqlite_where=text("retry_at IS NOT NULL"), postgresql_where=text("retry_at IS NOT NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]  # zaak | aanmeldpoging | thema | team | plaatsingstoets
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("registration_attempt.id"), index=True)
    episode_number: Mapped[int | None]
    process_key: Mapped[str]
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    join_key: Mapped[str | None] = mapped_column(index=True)  # what "at most one open" goes by
    start_data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    status: Mapped[str]  # running | completed | cancelled
    result: Mapped[str | None]
    next_due_at: Mapped[datetime | None]
    active: Mapped[list[Any]] = mapped_column(default=list)
    messages: Mapped[list[str]] = mapped_column(default=list)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None]
    __mapper_args__ = {"version_id_col": revision}


def _open_tasks(*columns: str, also: tuple[str, ...] = ()) -> Index:
    """Open tasks by something, in the order of a worklist; `also` is what filters ask, so that no row is read for it.

    SQLite answers from the index alone only when it holds even the column that says which rows are in it.
    """
    where = text("ended_at IS NULL")
    name = "_".join(("ix_task_open", *columns[:1]))
    kept = (*columns, "due_on", "id", "startable_on", *also, "ended_at")
    return Index(name, *kept, sqlite_where=where, postgresql_where=where)


def _undirected_tasks(place: str) -> Index:
    where = text("ended_at IS NULL AND director_id IS NULL")
    name = f"ix_task_undirected_{place}"
    return Index(name, place, "due_on", "id", sqlite_where=where, postgresql_where=where)


class Task(Base):
    """A user task on the worklist; open when neither completed nor cancelled."""

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("instance_id", "spiff_id"),
        _open_tasks(),
        # The reaches of a worklist, in its order; only open tasks are in them.
        _open_tasks("assignee_id", also=("role", "element_id")),
        _open_tasks("team_id", also=("role", "element_id")),
        _open_tasks("pool_role", "region_id"),
        _open_tasks("pool_organisation_id"),
        # Those of who watches: per municipality and per process director.
        _open_tasks("municipality_id"),
        _open_tasks("director_id"),
        # Without a process director yet: few among many.
        _undirected_tasks("team_id"),
        _undirected_tasks("municipality_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("registration_attempt.id"))
    # No index of their own on region, team and assignee: it would tempt the database away from those above.
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("expert_team.id"))
    # Of the case or the attempt, here once more: who watches many cases asks for these in the order of due dates.
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    director_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    spiff_id: Mapped[str]
    process_key: Mapped[str]
    element_id: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    form_id: Mapped[str]
    mandatory: Mapped[str | None]
    due_on: Mapped[date]
    due_why: Mapped[str | None]  # why that day, one Dutch sentence; as it was when the day was given
    due_term: Mapped[str | None]  # the code of the term it was counted with
    stretched_days: Mapped[int | None]  # how many days an emergency term takes, when weekends make it too long
    stretch_answer: Mapped[str | None]  # an earlier date, or why it can wait; in words
    startable_on: Mapped[date]  # before this day it is planned, not yet actionable
    paused_until: Mapped[date | None]  # its term is suspended
    has_incident: Mapped[bool] = mapped_column(default=False)  # spares every completion a look in another table
    opened_at: Mapped[datetime]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    substitute_for_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    pool_role: Mapped[str | None]  # nobody in person: whoever holds this role (team, municipality or organisation)
    pool_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    variables: Mapped[dict[str, Any]] = mapped_column(default=dict)  # process data the form may look at
    subject_text: Mapped[str | None]  # what it is about within the case: the goal, the party; no personal data
    claimed_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    completed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    cancelled_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)
    __mapper_args__ = {"version_id_col": revision}


class Draft(Base):
    """What somebody typed and did not yet send; one per task and person."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("task_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    data: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]


class Submission(Base):
    """The form data of a completed task, immutable; a correction is a new row that points back."""

    __tablename__ = "submission"
    __table_args__ = (Index("ix_submission_lookup", "instance_id", "form_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("registration_attempt.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    element_id: Mapped[str]
    form_id: Mapped[str]
    data: Mapped[dict[str, Any]]
    submitted_at: Mapped[datetime]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    on_behalf_of: Mapped[str | None]  # namens: who has no account
    channel: Mapped[str | None]
    answered_on: Mapped[date | None]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"))
    correction_reason: Mapped[str | None]


class Event(Base):
    """The history of a case, append-only; Dutch `text` without personal data."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_case", "case_id", "id"),
        # What happened to a registration before there was a case.
        Index(
            "ix_event_attempt", "attempt_id", "id",
            sqlite_where=text("case_id IS NULL"), postgresql_where=text("case_id IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("registration_attempt.id"))
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"))
    at: Mapped[datetime]
    day: Mapped[date]  # the day it counts for
    kind: Mapped[str]
    text: Mapped[str]
    process_key: Mapped[str | None]
    element_id: Mapped[str | None]
    automatic: Mapped[bool] = mapped_column(default=False)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    on_behalf_of: Mapped[str | None]
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Incident(Base):
    """Something unexpected: rolled back, recorded, visible until somebody resolves it."""

    __tablename__ = "incident"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    last_at: Mapped[datetime]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    process_key: Mapped[str | None]
    element_id: Mapped[str | None]
    handler: Mapped[str | None]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # who ran into it; None: a timer did
    message: Mapped[str]  # Dutch: what it means for the case
    cause: Mapped[str]  # English, for the operator
    tries: Mapped[int] = mapped_column(default=1)
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # who looks at it
    handled_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # None: it resolved itself
    resolution: Mapped[str | None]  # opnieuw | gecorrigeerd | verplaatst | beeindigd | afgehandeld | vanzelf
    resolution_note: Mapped[str | None]


class CommandKey(Base):
    """An idempotency key that was used, with the answer that was given."""

    __tablename__ = "command_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    key: Mapped[str]
    request_hash: Mapped[str]
    answer: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("account_id", "key"),)


class ClockSetting(Base):
    """The demo clock: how far the service's time runs ahead of the real one, in microseconds."""

    __tablename__ = "clock_setting"

    id: Mapped[int] = mapped_column(primary_key=True)
    offset_us: Mapped[int] = mapped_column(BigInteger)
