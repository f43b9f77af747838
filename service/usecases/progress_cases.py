"""One case for who follows it: its terms, its stalls and escalations, and what can be done about them from there."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from service.domain.errors import NotAllowed
from service.domain.labels import cause_label, label
from service.domain.permissions import CaseView, may_assign, may_direct, may_watch
from service.domain.status import label as status_label
from service.domain.status import shown_status
from service.models import Account, Case, ExpertTeam, Municipality, Stall, Task
from service.usecases.case_people import director_choices
from service.usecases.escalation_reads import OPEN, case_escalations, open_level
from service.usecases.questions import answer_due, case_questions, may_ask
from service.usecases.scoping import case_facts, get_visible_case, task_facts
from service.usecases.shapes import FollowedTask, FollowUp
from service.usecases.suspension import SPARED
from service.usecases.task_bulk import find_assignable
from service.usecases.work import Work


def get_follow_up(work: Work, number: str) -> FollowUp:
    """A case the actor follows; dates, status and who is next, and content only for who sees the case itself."""
    case, view = get_visible_case(work, number)
    if not may_watch(work.actor):
        raise NotAllowed("Deze pagina is voor wie de voortgang van zaken volgt.")
    directs = may_direct(work.actor, case_facts(work, case))
    tasks = _tasks(work, case, view, directs)
    stalls = _stalls(work, case)
    escalations = [one for one in case_escalations(work, case) if one.status in OPEN]
    director = work.session.get(Account, case.process_director_id) if case.process_director_id else None
    return FollowUp(
        number=case.number,
        status_label=status_label(shown_status(case.status, open_level(escalations), bool(stalls))),
        municipality=work.session.get_one(Municipality, case.municipality_id).name,
        team=work.session.get_one(ExpertTeam, case.team_id).name,
        director=director.name if director else None,
        emergency=case.emergency,
        paused_until=case.paused_until,
        tasks=tasks,
        stalls=[(cause_label(stall.rule), stall.opened_on) for stall in stalls],
        escalations=escalations,
        questions=case_questions(work, case),
        may_direct=directs and case.closed_on is None,
        may_ask=may_ask(work, case),
        answer_by=answer_due(work, case),
        directors=director_choices(work, case, "procesregisseurs") if directs else (),
        people=find_assignable(work) if any(task.may_assign for task in tasks) else (),
    )


def _tasks(work: Work, case: Case, view: CaseView, directs: bool) -> Sequence[FollowedTask]:
    full = view is CaseView.FULL
    query = select(Task, Account.name).outerjoin(Account, Account.id == Task.assignee_id)
    query = query.where(Task.case_id == case.id, Task.ended_at.is_(None)).order_by(Task.due_on, Task.id)
    return [
        FollowedTask(
            id=task.id,
            name=task.name,
            part=(task.subject_text or "") if full else "",
            who=(assignee if full else None) or label("rol", task.role),
            due_on=task.due_on,
            due_why=task.due_why,
            due_term=task.due_term,
            days_left=(task.due_on - work.today) // timedelta(days=1),
            paused_until=task.paused_until,
            may_extend=directs and task.process_key not in SPARED and case.paused_until is None,
            may_assign=full and may_assign(work.actor, task_facts(task, case)),
            mine=task.assignee_id is not None and task.assignee_id == work.actor.account_id,
        )
        for task, assignee in work.session.execute(query)
    ]


def _stalls(work: Work, case: Case) -> Sequence[Stall]:
    query = select(Stall).where(Stall.case_id == case.id, Stall.closed_on.is_(None))
    return work.session.scalars(query.order_by(Stall.opened_on, Stall.id)).all()
