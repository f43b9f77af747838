"""Questions to a supra-regional expertise network; the team stays process director (R166, R167)."""

from datetime import date

from sqlalchemy import select

from service.domain.errors import FieldError, InvalidInput
from service.models import ExpertTeam, NetworkQuestion
from service.usecases.references import find_organisation
from service.usecases.steps import Step


def send_question(step: Step) -> date:
    """Send the question of this instance; a traceable one without consent is refused."""
    case, answers = step.the_case(), step.answers("vraag")
    if answers.get("herleidbaar") and not answers.get("toestemming"):
        message = "Een herleidbare vraag kan alleen met toestemming. Maak de vraag niet-herleidbaar of vraag het eerst."
        raise InvalidInput(fields=[FieldError("toestemming", message)])
    network = find_organisation(step.session, answers.get("netwerk"))
    question = NetworkQuestion(
        case_id=case.id,
        instance_id=step.instance.id,
        network_id=network.id if network else step.session.get_one(ExpertTeam, case.team_id).network_id,
        question=str(answers.get("vraag") or ""),
        traceable=bool(answers.get("herleidbaar")),
        asked_on=step.today,
    )
    step.session.add(question)
    step.session.flush()
    due_on, why = step.term("T29", step.today), step.config.explain_term("T29", step.today)
    subject = f"netwerkvraag:{question.id}"
    step.notify_roles("netwerkvraag", ["expertisenetwerk"], due_on=due_on, why=why, subject=subject)
    how = "herleidbaar, met toestemming" if question.traceable else "niet herleidbaar"
    step.event("bericht", f"Een vraag is gestuurd aan het expertisenetwerk ({how}).")
    return step.today


def record_answer(step: Step) -> None:
    """Keep the network's answer with the case and tell the process director."""
    query = (
        select(NetworkQuestion)
        .where(NetworkQuestion.instance_id == step.instance.id)
        .order_by(NetworkQuestion.id.desc())
    )
    question = step.session.scalars(query).first()
    if question is None:
        raise LookupError("netwerkantwoord_vastleggen without a question")
    answers = step.answers("antwoord")
    question.answer, question.follow_up = answers.get("antwoord"), answers.get("vervolg")
    question.answered_on = step.today
    step.notify_roles("netwerkantwoord", ["procesregisseur"], subject=f"netwerkvraag:{question.id}")
    follow_up = (answers.get("vervolg") or "").replace("_", " ")
    step.event("bericht", f"Het expertisenetwerk heeft geantwoord. Vervolg: {follow_up or 'geen'}.")
