"""A question that waits for its answer: who is asked hears it on the day, and the chair when the day has passed."""

from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, exists, func, select

from service.domain.actors import SYSTEM
from service.domain.deadlines import WorkingCalendar, local_date
from service.domain.errors import Overtaken
from service.models import Case, Question, Region
from service.usecases.assignment import Place, resolve
from service.usecases.notifications import About, notify_account, notify_holders
from service.usecases.steps import write_event
from service.usecases.work import Work, WorkFactory

_WAITING = Question.look_at.is_not(None)


def anything_due() -> ColumnElement[bool]:
    """Whether a question needs a look, as part of a query that is given `now`."""
    now = bindparam("now", type_=Question.look_at.type)
    return exists().where(_WAITING, Question.look_at <= now)


def next_due_at(work: Work) -> datetime | None:
    """When the next question needs a look."""
    return work.session.scalar(select(func.min(Question.look_at)).where(_WAITING))


def watch(work: Work, question: Question, case: Case) -> None:
    """Look on the morning of the day on which the answer is due, and at the end of it."""
    question.look_at = _calendar(work, case).reminder_at(question.answer_by)


def look_at_questions(factory: WorkFactory) -> int:
    """Remind and report what is due, each in a transaction of its own; returns how many."""
    with factory.read(SYSTEM) as work:
        query = select(Question.id).where(_WAITING, Question.look_at <= work.now)
        found = list(work.session.scalars(query.order_by(Question.look_at, Question.id)))
    return sum(_look(factory, question_id) for question_id in found)


def _look(factory: WorkFactory, question_id: int) -> bool:
    try:
        with factory.write(SYSTEM) as work:
            query = select(Question).where(Question.id == question_id).with_for_update(skip_locked=True)
            question = work.session.scalars(query).first()
            if question is None or question.look_at is None or question.look_at > work.now:
                return False
            _tell(work, question, question.look_at)
            return True
    except Overtaken:
        return False


def _tell(work: Work, question: Question, at: datetime) -> None:
    case = work.session.get_one(Case, question.case_id)
    end = _calendar(work, case).expiry_at(question.answer_by)
    question.look_at = end if at < end else None
    if case.closed_on is not None:
        question.look_at = None
        return
    # What was noticed late still counts for its own day, like a timer.
    work.counted_day = local_date(at)
    place = Place(case.team_id, case.region_id, case.municipality_id, case)
    asked = resolve(work, "procesregisseur", place).account_id or question.asked_to_id
    question.asked_to_id = asked
    about = About(case=case, subject=f"vraag:{question.id}", due_on=question.answer_by)
    if at < end:
        notify_account(work, asked, "vraag_herinnering", about)
        return
    notify_account(work, asked, "vraag_te_laat", about)
    chair = resolve(work, "voorzitter", place)
    if chair.account_id != asked:
        notify_holders(work, chair, "vraag_zonder_antwoord", about)
    notify_account(work, question.asked_by_id, "vraag_nog_open", about)
    text = "Een vraag over de voortgang is niet op tijd beantwoord. De voorzitter en de vrager weten het."
    write_event(work, None, "alarm", text, case_id=case.id, automatic=True)


def _calendar(work: Work, case: Case) -> WorkingCalendar:
    region = work.session.get_one(Region, case.region_id)
    return work.services.regions.for_region(region.key).calendar
