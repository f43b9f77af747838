"""Correcting a completed form: a new version with its reason, the old one kept, its facts put right."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from service.domain.deadlines import local_date
from service.domain.errors import FieldError, InvalidInput, NotAllowed, TaskNotOpen
from service.domain.permissions import may_assign
from service.forms import validate
from service.models import (
    AftercareContact,
    Analysis,
    CheckIn,
    Closure,
    Consultation,
    Escalation,
    FamilyCall,
    NetworkQuestion,
    ProcessInstance,
    RegistrationAttempt,
    Submission,
    Task,
    TriageAssessment,
    YoungPerson,
)
from service.usecases.scoping import get_visible_task, task_facts
from service.usecases.task_forms import form_of
from service.usecases.tasks import OnBehalf, log_task, store_submission
from service.usecases.work import Work

Apply = Callable[[Work, Task, Mapping[str, Any], date], None]
ELSEWHERE: Mapping[str, str] = {
    form: "Een plan verbetert u met een planwijziging op de zaakpagina: zo ziet iedereen wat er verandert."
    for form in ("plan_maken", "plan_bijstellen", "partijen_bepalen", "overleg_plannen", "financieren", "toezeggen")
}


def correct(work: Work, task_id: int, raw: Mapping[str, Any], reason: str) -> None:
    """Correct a completed form. What the process was routed on cannot change; the process is not run again.

    Raises InvalidInput when the reason is missing, an answer is wrong, or a route would change.
    """
    task, latest = _correctable(work, task_id)
    if not reason.strip():
        raise InvalidInput(fields=[FieldError("reden", "Schrijf waarom u dit verbetert.")])
    day = local_date(latest.submitted_at)
    data = _checked(work, task, raw, day)
    _ensure_route_unchanged(work, task, latest.data, data)
    spoken = OnBehalf(latest.on_behalf_of, latest.channel, latest.answered_on) if latest.on_behalf_of else None
    new = store_submission(work, task, data, spoken)
    new.corrects_id, new.correction_reason = latest.id, reason.strip()
    if apply := _FACTS.get(task.form_id):
        apply(work, task, data, day)
    log_task(work, task, f"«{task.name}» is verbeterd. Reden: {reason.strip()}", "correctie")


def _correctable(work: Work, task_id: int) -> tuple[Task, Submission]:
    task, case = get_visible_task(work, task_id)
    if task.completed_at is None:
        raise TaskNotOpen("Deze taak is nog niet afgerond: u kunt hem gewoon invullen.")
    if task.completed_by_id != work.actor.account_id and not may_assign(work.actor, task_facts(task, case)):
        raise NotAllowed
    if task.form_id in ELSEWHERE:
        raise NotAllowed(ELSEWHERE[task.form_id])
    query = select(Submission).where(Submission.task_id == task.id).order_by(Submission.id.desc())
    latest = work.session.scalars(query).first()
    if latest is None:
        raise TaskNotOpen
    return task, latest


def _checked(work: Work, task: Task, raw: Mapping[str, Any], day: date) -> dict[str, Any]:
    """The answers, judged as on the day they were first given: what was in time then is in time now."""
    before, work.counted_day = work.counted_day, day
    try:
        form, scope = form_of(work, task)
        return validate(form, raw, scope, strict=False)
    finally:
        work.counted_day = before


def _ensure_route_unchanged(work: Work, task: Task, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """A field on which the process was routed cannot change afterwards: what followed would no longer be true."""
    instance = work.session.get_one(ProcessInstance, task.instance_id)
    model = work.services.library.get(instance.release_id).processes[task.process_key]
    mistakes = [
        FieldError(name, "Hierop is het proces al verdergegaan; dit antwoord kan niet meer anders worden.")
        for _, name in model.nodes[task.element_id].takes
        if old.get(name) != new.get(name)
    ]
    if mistakes:
        raise InvalidInput(fields=mistakes)


def _registration(work: Work, task: Task, data: Mapping[str, Any], _day: date) -> None:
    attempt = work.session.get(RegistrationAttempt, task.attempt_id) if task.attempt_id else None
    if attempt is not None:
        attempt.data = dict(data)
    young = work.session.scalars(select(YoungPerson).where(YoungPerson.case_id == task.case_id)).first()
    if young is not None:
        born = data.get("geboortedatum")
        young.first_name, young.born_on = data.get("jeugdige_voornaam"), date.fromisoformat(born) if born else None
        young.age, young.authority, young.residence = data.get("leeftijd"), data.get("gezag"), data.get("verblijf")


def _analysis(work: Work, task: Task, data: Mapping[str, Any], day: date) -> None:
    for row in work.session.scalars(
        select(Analysis).where(Analysis.case_id == task.case_id, Analysis.recorded_on == day)
    ):
        row.data = {**data, "inzending": row.data.get("inzending")}
        row.shared_by_family, row.shared_by_parties = str(data["gedeeld_gezin"]), str(data["gedeeld_partijen"])


def _triage(work: Work, task: Task, data: Mapping[str, Any], day: date) -> None:
    query = select(TriageAssessment).where(TriageAssessment.case_id == task.case_id, TriageAssessment.decided_on == day)
    row = work.session.scalars(query.order_by(TriageAssessment.id.desc())).first()
    if row is not None:
        row.criteria, row.regional_criteria = list(data.get("criteria") or ()), list(data.get("criteria_regio") or ())
        row.reason, row.reason_category = data.get("reden"), data.get("reden_categorie")
        row.alternative, row.stuck_on = data.get("alternatief"), data.get("vastgelopen_op")


def _check(work: Work, task: Task, data: Mapping[str, Any], day: date) -> None:
    instance = work.session.get_one(ProcessInstance, task.instance_id)
    query = select(CheckIn).where(
        CheckIn.case_id == task.case_id,
        CheckIn.goal_key == instance.start_data.get("doel_id"),
        CheckIn.recorded_on == day,
    )
    for row in work.session.scalars(query):
        started = data.get("hulp_gestart_op")
        row.obstacles, row.waiting_weeks = list(data.get("belemmering") or ()), data.get("wachttijd_actueel")
        row.bridging_works = data.get("overbrugging_werkt")
        row.help_started_on = date.fromisoformat(started) if started else None


def _family_call(work: Work, task: Task, data: Mapping[str, Any], day: date) -> None:
    query = select(FamilyCall).where(FamilyCall.case_id == task.case_id, FamilyCall.recorded_on == day)
    for row in work.session.scalars(query):
        row.data, row.help_started = dict(data), data.get("hulp_gestart")


def _result(work: Work, task: Task, data: Mapping[str, Any], _day: date) -> None:
    row = _closure(work, task)
    if row is not None:
        started = data.get("passende_hulp_gestart")
        row.goals_reached, row.end_reason = str(data["doelen_bereikt"]), str(data["reden_einde"])
        row.tailor_made, row.help_started_on = (
            bool(data["maatwerk_gerealiseerd"]),
            date.fromisoformat(started) if started else None,
        )


def _final_talk(work: Work, task: Task, data: Mapping[str, Any], _day: date) -> None:
    row = _closure(work, task)
    if row is not None:
        row.final_talk = dict(data)


def _lessons(work: Work, task: Task, data: Mapping[str, Any], _day: date) -> None:
    row = _closure(work, task)
    if row is not None:
        row.lessons = dict(data)


def _closure(work: Work, task: Task) -> Closure | None:
    query = select(Closure).where(Closure.case_id == task.case_id).order_by(Closure.id.desc())
    return work.session.scalars(query).first()


def _aftercare(work: Work, task: Task, data: Mapping[str, Any], day: date) -> None:
    query = select(AftercareContact).where(
        AftercareContact.case_id == task.case_id, AftercareContact.recorded_on == day
    )
    for row in work.session.scalars(query):
        row.goes_well, row.reason = str(data["loopt_het"]), data.get("reden_heropenen")


def _advice(work: Work, task: Task, data: Mapping[str, Any], _day: date) -> None:
    query = select(Consultation).where(Consultation.case_id == task.case_id).order_by(Consultation.id.desc())
    row = work.session.scalars(query).first()
    if row is not None:
        row.advice = str(data["advies"])


def _network_answer(work: Work, task: Task, data: Mapping[str, Any], _day: date) -> None:
    query = select(NetworkQuestion).where(NetworkQuestion.instance_id == task.instance_id)
    row = work.session.scalars(query.order_by(NetworkQuestion.id.desc())).first()
    if row is not None:
        row.answer, row.follow_up = data.get("antwoord"), data.get("vervolg")


def _preparation(work: Work, task: Task, data: Mapping[str, Any], _day: date) -> None:
    query = select(Escalation).where(Escalation.case_id == task.case_id, Escalation.instance_id == task.instance_id)
    row = work.session.scalars(query).first()
    if row is not None:
        row.question, row.tried = str(data["beslisvraag"]), data.get("geprobeerd")
        row.consequence, row.summary = data.get("gevolg_niets_doen"), data.get("samenvatting_min")


_FACTS: Mapping[str, Apply] = {
    "registreren": _registration,
    "analyse": _analysis,
    "beoordelen": _triage,
    "checkin": _check,
    "gezin_bellen": _family_call,
    "resultaat": _result,
    "eindgesprek": _final_talk,
    "signalen": _lessons,
    "nazorg": _aftercare,
    "adviseren": _advice,
    "antwoord": _network_answer,
    "escalatie_voorbereiden": _preparation,
}
