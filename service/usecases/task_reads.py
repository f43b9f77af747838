"""The worklist and the task page: reads on the task table, never on the engine."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from service.domain import permissions
from service.models import (
    Account,
    Case,
    ProcessInstance,
    Submission,
    Task,
)
from service.usecases import scoping, tasks
from service.usecases.assignment import find_candidates
from service.usecases.case_reads import get_summary
from service.usecases.emergency_terms import find_stretch
from service.usecases.placement_reviews import is_sealed
from service.usecases.prefill import prefill
from service.usecases.shapes import Choice, SubmissionVersion, TaskDetail, TaskFilter, TaskPage
from service.usecases.task_forms import form_of
from service.usecases.task_narrowing import cursor_values, narrowing, narrowing_values
from service.usecases.task_pages import count_page, find_options
from service.usecases.task_rows import row_of, rows_of
from service.usecases.task_scopes import Question, earliest_ids, reaches, values
from service.usecases.work import Work

MAX_LIMIT = 100


def list_tasks(work: Work, wanted: TaskFilter) -> TaskPage:
    """One page of the worklist: earliest due first, keyset paging, with the counts of its tabs."""
    limit = max(1, min(wanted.limit, MAX_LIMIT))
    found = _page(work, wanted, limit + 1)
    rows = rows_of(work, found) if found else []
    more = len(rows) > limit
    now, planned, overdue = count_page(work, wanted)
    return TaskPage(
        rows=rows[:limit],
        next=f"{rows[limit - 1].due_on.isoformat()}.{rows[limit - 1].id}" if more else None,
        count_now=now,
        count_planned=planned,
        count_overdue=overdue,
        **find_options(work, wanted.scope),
    )


def _page(work: Work, wanted: TaskFilter, limit: int) -> Sequence[int]:
    """The ids of the tasks on the page, and of one more."""
    seen = reaches(work.actor, wanted.scope)
    if not seen:
        return []
    cursor = cursor_values(wanted.after)
    narrow = (*narrowing(work, wanted), *(("after",) if cursor else ()))
    question = Question(tuple(reach.kind for reach in seen), wanted.when, narrow)
    given = {**values(work, seen, limit), **narrowing_values(work, wanted), **cursor}
    return work.session.scalars(earliest_ids(question), given).all()


def get_task(work: Work, task_id: int) -> TaskDetail:
    """Everything the task page needs."""
    task, case = scoping.get_visible_task(work, task_id)
    facts = scoping.task_facts(task, case)
    form, scope = form_of(work, task)
    draft = tasks.find_draft(work, task.id) if task.ended_at is None else None
    versions = [] if is_sealed(work, task) else _versions(work, task)
    may_assign = permissions.may_assign(work.actor, facts)
    sees_case = case is not None and permissions.case_view(work.actor, scoping.case_facts(work, case))
    return TaskDetail(
        row=row_of(work, task),
        documentation=documentation_of(work, task) or form.explanation,
        form=form,
        scope=scope,
        data=_data(work, task, case, draft.data if draft else None, versions),
        draft_saved_at=draft.saved_at if draft else None,
        status=_status(task),
        completed_by=_account_name(work, task.completed_by_id),
        completed_at=task.completed_at,
        submission=versions[0].data if versions else None,
        submission_id=versions[0].id if versions else None,
        may_assign=may_assign,
        may_correct=bool(versions) and (may_assign or task.completed_by_id == work.actor.account_id),
        may_act_for=permissions.may_act_for(work.actor, facts) or task.role in ("melder", "vrager"),
        assignees=[Choice(str(a.id), a.name) for a in find_candidates(work, task, case)] if may_assign else (),
        case_summary=get_summary(work, case) if case and sees_case is permissions.CaseView.FULL else None,
        revision=task.revision,
        history=versions,
        stretch=find_stretch(work, task, case),
    )


def documentation_of(work: Work, task: Task) -> str:
    """What the diagram says about the task: what is asked and why."""
    instance = work.session.get_one(ProcessInstance, task.instance_id)
    node = work.services.library.get(instance.release_id).processes[task.process_key].nodes.get(task.element_id)
    return node.documentation if node else ""


def _status(task: Task) -> str:
    if task.completed_at is not None:
        return "afgerond"
    return "open" if task.ended_at is None else "vervallen"


def _data(
    work: Work, task: Task, case: Case | None, draft: dict[str, Any] | None, versions: Sequence[SubmissionVersion]
) -> dict[str, Any]:
    if task.ended_at is not None:
        return dict(versions[0].data) if versions else {}
    return draft if draft is not None else prefill(work, task, case)


def _versions(work: Work, task: Task) -> list[SubmissionVersion]:
    """The versions of a completed form, newest first."""
    query = select(Submission).where(Submission.task_id == task.id).order_by(Submission.id.desc())
    return [
        SubmissionVersion(
            id=found.id,
            at=found.submitted_at,
            by=_account_name(work, found.submitted_by_id) or "Procesregie (automatisch)",
            on_behalf_of=found.on_behalf_of,
            channel=found.channel,
            reason=found.correction_reason,
            data=found.data,
        )
        for found in work.session.scalars(query)
    ]


def _account_name(work: Work, account_id: int | None) -> str | None:
    return work.session.get_one(Account, account_id).name if account_id is not None else None
