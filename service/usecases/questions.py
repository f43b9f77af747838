"""Asking the process director how it goes, and answering: beside the process, without case content (R107)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from service.domain.errors import Conflict, FieldError, InvalidInput, NotAllowed, NotFound
from service.domain.permissions import DIRECTING, may_direct, may_watch
from service.models import Account, Case, Question, Region, Task
from service.usecases.assignment import Place, resolve
from service.usecases.notifications import About, notify_account
from service.usecases.question_reminders import watch
from service.usecases.scoping import case_facts, get_visible_case
from service.usecases.shapes import QuestionView
from service.usecases.steps import write_event
from service.usecases.work import Work

MAX_TEXT = 1000
SHOWN = 100
_Asker, _Asked, _Answerer = aliased(Account), aliased(Account), aliased(Account)


def may_ask(work: Work, case: Case) -> bool:
    """Whoever follows cases may ask about this one, once somebody directs it; nobody asks themselves."""
    director = case.process_director_id
    running = case.closed_on is None and director is not None
    return running and may_watch(work.actor) and director != work.actor.account_id


def answer_due(work: Work, case: Case) -> date:
    """When a question asked today is to be answered."""
    region = work.session.get_one(Region, case.region_id)
    config = work.services.regions.for_region(region.key)
    return config.calendar.add_working_days(int(config.setting("question.answer_days")), work.today)


def ask(work: Work, number: str, text: str, task_id: int | None = None) -> int:
    """Ask the process director (or who stands in) about a case or one of its tasks; returns the question's number."""
    case, _ = get_visible_case(work, number)
    if work.actor.account_id is None or not may_ask(work, case):
        raise NotAllowed("U kunt nu geen vraag stellen over deze zaak.")
    _ensure_text("vraag", text, "Schrijf wat u wilt weten.")
    task = _open_task(work, case, task_id)
    place = Place(case.team_id, case.region_id, case.municipality_id, case)
    asked_to = resolve(work, "procesregisseur", place).account_id or case.process_director_id
    question = Question(
        case_id=case.id, task_id=task.id if task else None, asked_by_id=work.actor.account_id, asked_to_id=asked_to,
        asked_at=work.now, text=text.strip(), answer_by=answer_due(work, case),
    )  # fmt: skip
    watch(work, question, case)
    work.session.add(question)
    work.session.flush()
    about = f" over de taak «{task.name}»" if task else ""
    line = f"{work.actor.name} vraagt de procesregisseur{about}: «{question.text}»"
    write_event(work, None, "vraag", line, case_id=case.id)
    _tell(work, question, question.asked_to_id, "vraag_gesteld", case)
    return question.id


def answer(work: Work, question_id: int, text: str) -> None:
    """Answer a question; who asked gets a message."""
    question = work.session.get(Question, question_id, with_for_update=True)
    case = work.session.get_one(Case, question.case_id) if question else None
    if question is None or case is None or not _may_see(work, question, case):
        raise NotFound("Deze vraag is niet gevonden, of is niet voor u.")
    if not _may_answer(work, question, case):
        raise NotAllowed("Alleen de procesregisseur, of wie voor het team de regie heeft, beantwoordt deze vraag.")
    if question.answered_at is not None:
        raise Conflict("Deze vraag is al beantwoord.")
    _ensure_text("antwoord", text, "Schrijf het antwoord. Noem geen namen en geen inhoud van de zaak.")
    question.look_at = None
    question.answer, question.answered_at, question.answered_by_id = text.strip(), work.now, work.actor.account_id
    asker = work.session.get_one(Account, question.asked_by_id).name
    line = f"{work.actor.name} antwoordt {asker}: «{question.answer}»"
    write_event(work, None, "vraag", line, case_id=case.id)
    _tell(work, question, question.asked_by_id, "vraag_beantwoord", case)


def answer_first(work: Work, number: str, text: str) -> None:
    """Answer the oldest question about a case that waits; raises NotFound when none does."""
    case, _ = get_visible_case(work, number)
    waiting = select(Question.id).where(Question.case_id == case.id, Question.answered_at.is_(None))
    first = work.session.scalars(waiting.order_by(Question.id)).first()
    if first is None:
        raise NotFound("Over deze zaak wacht geen vraag op een antwoord.")
    answer(work, first, text)


def list_questions(work: Work) -> Sequence[QuestionView]:
    """What the actor asked or may answer: without an answer first, then the newest; at most 100."""
    me = work.actor.account_id
    teams = work.actor.teams(*DIRECTING)
    mine = or_(Question.asked_by_id == me, Question.asked_to_id == me, Case.team_id.in_(teams))
    return _views(work, mine)


def case_questions(work: Work, case: Case) -> Sequence[QuestionView]:
    """Those about one case that the actor may see."""
    directs = may_direct(work.actor, case_facts(work, case))
    me = work.actor.account_id
    own = or_(Question.asked_by_id == me, Question.asked_to_id == me)
    return _views(work, Question.case_id == case.id, *([] if directs else [own]))


def _views(work: Work, *conditions: ColumnElement[bool]) -> Sequence[QuestionView]:
    query = (
        select(Question, Case, Task.name, _Asker.name, _Asked.name, _Answerer.name)
        .join(Case, Case.id == Question.case_id)
        .join(_Asker, _Asker.id == Question.asked_by_id)
        .join(_Asked, _Asked.id == Question.asked_to_id)
        .outerjoin(_Answerer, _Answerer.id == Question.answered_by_id)
        .outerjoin(Task, Task.id == Question.task_id)
        .where(*conditions)
        .order_by(Question.answered_at.is_not(None), Question.id.desc())
        .limit(SHOWN)
    )
    return [
        QuestionView(
            id=found.id,
            case_number=case.number,
            task=task,
            text=found.text,
            asked_by=asker,
            asked_to=asked,
            asked_at=found.asked_at,
            answer_by=found.answer_by,
            answer=found.answer,
            answered_by=answerer,
            answered_at=found.answered_at,
            may_answer=found.answered_at is None and _may_answer(work, found, case),
            overdue=found.answered_at is None and found.answer_by < work.today,
        )
        for found, case, task, asker, asked, answerer in work.session.execute(query)
    ]


def _may_answer(work: Work, question: Question, case: Case) -> bool:
    me = work.actor.account_id
    if me is not None and me in (question.asked_to_id, case.process_director_id):
        return True
    return work.actor.system or (case.team_id in work.actor.teams(*DIRECTING) and me != question.asked_by_id)


def _may_see(work: Work, question: Question, case: Case) -> bool:
    return work.actor.account_id == question.asked_by_id or _may_answer(work, question, case)


def _open_task(work: Work, case: Case, task_id: int | None) -> Task | None:
    if task_id is None:
        return None
    task = work.session.get(Task, task_id)
    if task is None or task.case_id != case.id or task.ended_at is not None:
        raise InvalidInput(fields=[FieldError("taak", "Kies een taak die nog openstaat, of vraag over de hele zaak.")])
    return task


def _ensure_text(field: str, text: str, empty: str) -> None:
    if not text.strip():
        raise InvalidInput(fields=[FieldError(field, empty)])
    if len(text) > MAX_TEXT:
        raise InvalidInput(fields=[FieldError(field, f"Gebruik hooguit {MAX_TEXT} tekens.")])


def _tell(work: Work, question: Question, account_id: int, kind: str, case: Case) -> None:
    notify_account(work, account_id, kind, About(case=case, subject=f"vraag:{question.id}", due_on=question.answer_by))
