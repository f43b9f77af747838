"""The terms of a case with how they moved; a manager sees that it stands still, and of an emergency why it may."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from service.domain.permissions import CaseView, may_direct
from service.models import Account, Case, DateMove, Pause, ProcessInstance, Task
from service.usecases.scoping import case_facts, get_visible_case
from service.usecases.shapes.pause import DateMoveView, PauseView, TermsView, TermView
from service.usecases.suspension import SPARED
from service.usecases.work import AMSTERDAM, Work

SHOWN = 100
AUTOMATIC = "Procesregie (automatisch)"
_Starter, _Ender = aliased(Account), aliased(Account)


def get_terms(work: Work, number: str) -> TermsView:
    """The terms of one case the actor may see."""
    case, view = get_visible_case(work, number)
    full = view is CaseView.FULL
    directs = may_direct(work.actor, case_facts(work, case)) and _runs(work, case)
    moves = _moves(work, case) if full else []
    count = len(moves)
    if len(moves) == SHOWN:
        count = work.session.scalar(select(func.count()).where(DateMove.case_id == case.id)) or 0
    return TermsView(
        paused_until=case.paused_until,
        emergency=case.emergency,
        may_move=directs,
        terms=_terms(work, case) if full else (),
        pauses=_pauses(work, case, full),
        moves=moves,
        more_moves=count - len(moves),
    )


def _runs(work: Work, case: Case) -> bool:
    query = select(ProcessInstance.id).where(ProcessInstance.case_id == case.id, ProcessInstance.status == "running")
    return work.session.scalars(query.limit(1)).first() is not None


def _terms(work: Work, case: Case) -> Sequence[TermView]:
    query = select(Task).where(Task.case_id == case.id, Task.ended_at.is_(None)).order_by(Task.due_on, Task.id)
    return [
        TermView(
            task.id, task.name, task.subject_text or "", task.due_on, task.paused_until, task.process_key in SPARED
        )
        for task in work.session.scalars(query)
    ]


def _pauses(work: Work, case: Case, full: bool) -> Sequence[PauseView]:
    query = (
        select(Pause, Task.name, _Starter.name, _Ender.name)
        .outerjoin(Task, Task.id == Pause.task_id)
        .outerjoin(_Starter, _Starter.id == Pause.started_by_id)
        .outerjoin(_Ender, _Ender.id == Pause.ended_by_id)
        .where(Pause.case_id == case.id)
        .order_by(Pause.id.desc())
        .limit(SHOWN)
    )
    return [
        PauseView(
            task=task,
            started_on=pause.started_on,
            until_on=pause.until_on,
            ended_on=pause.ended_on,
            reason=pause.reason if full else None,
            motivation=pause.motivation,
            end_reason=pause.end_reason if full else None,
            started_by=starter,
            ended_by=ender or (AUTOMATIC if pause.ended_on else None),
            working_days=pause.working_days,
        )
        for pause, task, starter, ender in work.session.execute(query)
        if full or pause.task_id is None
    ]


def _moves(work: Work, case: Case) -> Sequence[DateMoveView]:
    query = (
        select(DateMove, Account.name)
        .outerjoin(Account, Account.id == DateMove.actor_id)
        .where(DateMove.case_id == case.id)
        .order_by(DateMove.id.desc())
        .limit(SHOWN)
    )
    return [
        DateMoveView(
            at=line.at,
            what=line.what,
            old_on=line.old_on,
            new_on=line.new_on,
            time=f"{line.new_at.astimezone(AMSTERDAM):%H:%M}" if line.new_at else None,
            working_days=line.working_days,
            by=name or AUTOMATIC,
            reason=line.reason,
        )
        for line, name in work.session.execute(query)
    ]
