"""Triage: is the information complete, what is the reasoned outcome, who hears it (R033-R046)."""

from datetime import date
from typing import Any

from service.domain.deadlines import local_date
from service.domain.labels import label
from service.domain.status import OF_OUTCOME
from service.domain.triage import missing_information
from service.models import Account, Case, Release, TriageAssessment
from service.usecases.admissions import find_account
from service.usecases.correspondence import mail_family, mail_referrer, registration_data
from service.usecases.references import find_organisation
from service.usecases.steps import Step
from service.usecases.task_places import move_open_tasks

_FIELDS = {
    "vraag_gezin": "de vraag van het gezin",
    "hulpvraag": "de vraag aan het expertteam",
    "wat_geprobeerd": "wat al geprobeerd is",
    "waarom_vast": "waardoor het vastloopt",
    "leefgebieden": "de leefgebieden",
    "toestemming_delen": "de toestemming om te delen",
}


def is_complete(step: Step) -> bool:
    """Whether all that the region requires is known, or was supplied after being asked for (R044)."""
    return not _missing(step) or _was_supplemented(step)


def ask_for_information(step: Step) -> date:
    """Ask the referrer for what is missing; the clock keeps running."""
    step.the_case().status = "wacht_op_informatie"
    names = ", ".join(_FIELDS.get(name, name.replace("_", " ")) for name in _missing(step))
    step.event("status", f"Er is aanvulling gevraagd aan de melder: {names}.")
    due_on, why = step.term("T04", step.today), step.config.explain_term("T04", step.today)
    mail_referrer(step, "aanvulling_gevraagd", due_on=due_on, why=why)
    return step.today


def declare_complete(step: Step) -> date:
    """Keep the first day on which the registration was complete, or was decided on as it stood.

    A refused handover changes nothing; a new round of the form, after a consultation, begins a new term.
    """
    attempt = step.attempt
    if attempt is None:
        raise LookupError("compleet_verklaren needs a registration")
    if attempt.complete_on is None or _registered_after(step, attempt.complete_on):
        attempt.complete_on = step.today
    step.the_case().status = "in_triage"
    return attempt.complete_on


def record_assessment(step: Step, outcome: str, source: str) -> tuple[date, bool]:
    """Record a reasoned triage decision; returns its day and whether the case is an emergency."""
    case, answers = step.the_case(), step.answers(source)
    receiver = find_organisation(step.session, answers.get("overdracht_naar"))
    step.session.add(
        TriageAssessment(
            case_id=case.id,
            decided_on=step.today,
            decided_by_id=step.actor.account_id,
            outcome=outcome,
            criteria=list(answers.get("criteria") or ()),
            regional_criteria=list(answers.get("criteria_regio") or ()),
            criteria_version=step.session.get_one(Release, case.release_id).key,
            stuck_on=answers.get("vastgelopen_op"),
            urgency=answers.get("urgentie"),
            reason_category=answers.get("reden_categorie"),
            reason=answers.get("reden"),
            alternative=answers.get("alternatief"),
            handover_to_id=receiver.id if receiver else None,
        )
    )
    case.status = OF_OUTCOME.get(outcome, case.status)
    case.urgency = answers.get("urgentie") or case.urgency
    case.stuck_on = answers.get("vastgelopen_op") or case.stuck_on
    case.emergency = case.emergency or answers.get("urgentie") == "spoed"
    case.function = "consultatie" if outcome == "advies" else "procesregie"
    _name_directors(step, case, answers)
    step.event("besluit", f"Triagebesluit: {label('uitkomst', outcome).lower()}.{_directors_sentence(step, case)}")
    return step.today, case.emergency


def report_decision(step: Step, decision: str, until: date) -> None:
    """Tell referrer and family in plain language, naming both directors (T21, R070)."""
    kind = f"triagebesluit_{decision}"
    reached = int(mail_referrer(step, kind, due_on=until)) + mail_family(step, kind, due_on=until)
    if reached:
        step.event(
            "bericht", "Het triagebesluit is gestuurd aan de melder en, waar een e-mailadres bekend is, het gezin."
        )
    else:
        step.event("bericht", "Er is geen e-mailadres van melder of gezin: bel of schrijf hen over het triagebesluit.")


def _missing(step: Step) -> list[str]:
    required = step.setting("triage.required_info")
    return missing_information(registration_data(step), step.answers("eerste_contact"), required)


def _was_supplemented(step: Step) -> bool:
    """The supplement is free text: once given, after the last round of the form, it stands for what was missing."""
    supplement, form = step.submission("aanvullen"), step.submission("registreren")
    return supplement is not None and (form is None or supplement.id > form.id)


def _registered_after(step: Step, day: date) -> bool:
    again = step.submission("registreren")
    return again is not None and again.task_id is not None and local_date(again.submitted_at) > day


def _name_directors(step: Step, case: Case, answers: dict[str, Any]) -> None:
    director = find_account(step, answers.get("procesregisseur"))
    if director is not None:
        case.process_director_id = director.id
        move_open_tasks(step.session, case)
    named = answers.get("casusregisseur_bevestigd")
    if named:
        account = find_account(step, named)
        case.case_director_id = account.id if account else None
        case.case_director_name = account.name if account else str(named)


def _directors_sentence(step: Step, case: Case) -> str:
    if case.process_director_id is None:
        return ""
    name = step.session.get_one(Account, case.process_director_id).name
    return f" Procesregisseur: {name}. Casusregisseur: {case.case_director_name or 'nog niet bekend'}."
