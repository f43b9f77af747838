"""Scaling down, aftercare, closing with a result and lessons; a reopened case is a new episode (R117)."""

from datetime import date

from sqlalchemy import select

from service.domain.labels import label
from service.models import AftercareContact, Closure, Episode, Signal
from service.usecases.escalations import LAPSED, find_open
from service.usecases.links import JUDGEMENT
from service.usecases.meeting_invites import call_off_all
from service.usecases.monitoring import note_help_started, update_watch
from service.usecases.plan_rows import as_date
from service.usecases.plans import find_valid_plan
from service.usecases.side_processes import CALL, CHANGE, CHECK, cancel_running
from service.usecases.stalls import end_all_stalls
from service.usecases.steps import Step
from service.usecases.watches import unwatch

OVERVIEW = "ret_procesregie"
WATCH = (CHECK, CALL, JUDGEMENT)
ALL_SIDES = (*WATCH, CHANGE, "ret_toezegging", "ret_expertisenetwerk")
ENDING = ("afgesloten", "ingetrokken")


def record_result(step: Step) -> date:
    """Store the result of process direction in the episode; asked again, the last answer counts."""
    answers, episode = step.answers("resultaat"), step.episode()
    closure = find_closure(step)
    if closure is None:
        closure = Closure(case_id=step.the_case().id, episode_number=episode.number)
        step.session.add(closure)
    closure.recorded_on = step.today
    closure.goals_reached = str(answers.get("doelen_bereikt") or "")
    closure.help_started_on = as_date(answers.get("passende_hulp_gestart"))
    closure.end_reason = str(answers.get("reden_einde") or "")
    closure.tailor_made = bool(answers.get("maatwerk_gerealiseerd"))
    closure.follow_up = str(answers.get("vervolg") or "")
    note_help_started(step, closure.help_started_on)
    step.session.flush()
    reason = label("reden_einde", closure.end_reason).lower()
    step.event("besluit", f"Het resultaat van de procesregie is vastgelegd. Reden van het einde: {reason}.")
    return step.today


def find_closure(step: Step) -> Closure | None:
    """The recorded result of this episode."""
    query = select(Closure).where(
        Closure.case_id == step.the_case().id, Closure.episode_number == step.episode().number
    )
    return step.session.scalars(query).first()


def set_status(step: Step, status: str) -> None:
    """Set the status of the case; scaled down or closed, the checks and calls of the episode end."""
    case, episode = step.the_case(), step.episode()
    case.status = status
    if status == "afgeschaald":
        episode.scaled_down_on = step.today
        _end_sides(step, WATCH)
    elif status in ENDING:
        _end_sides(step, ALL_SIDES)
        _lapse_escalation(step)
        case.closed_on = case.retention_from = step.today
        if status == "afgesloten":
            _record_aftercare(step, reopened=False)
            _record_ending(step)
    step.event("status", f"Nieuwe status: {label('status', status).lower()}.")


def reopen_case(step: Step, start_with: str) -> None:
    """The same case, a new episode and a new overview; earlier plan versions stay readable."""
    case, old = step.the_case(), step.episode()
    _record_aftercare(step, reopened=True)
    old.ended_on, old.result = step.today, "heropend"
    episode = Episode(case_id=case.id, number=old.number + 1, start_with=start_with, opened_on=step.today)
    step.session.add(episode)
    case.status = "monitoring" if start_with == "monitoring" else "analyse_plan"
    case.closed_on = case.retention_from = None
    step.session.flush()
    step.session.expire(case, ["episodes"])
    data = {
        "start_bij": start_with,
        "ontvangen_op": step.today.isoformat(),
        "triagebesluit_op": step.today.isoformat(),
        "urgentie": case.urgency,
        "spoed": case.emergency,
    }
    if start_with == "monitoring" and find_valid_plan(step.session, case.id) is not None:
        episode.first_adopted_on = step.today
        data["eerste_vaststelling_op"] = step.today.isoformat()
        update_watch(step, step.today)
    step.start_process(OVERVIEW, data)
    step.event("status", f"De zaak is heropend als traject {episode.number}.")


def end_side_processes(step: Step) -> None:
    """End everything that runs beside the overview."""
    _end_sides(step, ALL_SIDES)
    _lapse_escalation(step)


def _end_sides(step: Step, process_keys: tuple[str, ...]) -> None:
    cancel_running(step, "zaak_beeindigd", *process_keys)
    unwatch(step)
    end_all_stalls(step, "zaak_beeindigd")
    call_off_all(step.work, step.the_case(), "De zaak is beëindigd.")


def _lapse_escalation(step: Step) -> None:
    escalation = find_open(step)
    if escalation is not None and escalation.instance_id not in (None, step.instance.id):
        step.send(LAPSED, instance_id=escalation.instance_id)


def _record_aftercare(step: Step, *, reopened: bool) -> None:
    answers = step.answers("nazorg")
    if answers:
        step.session.add(
            AftercareContact(
                case_id=step.the_case().id, episode_number=step.episode().number, recorded_on=step.today,
                goes_well=str(answers.get("loopt_het") or ""), reopened=reopened, reason=answers.get("reden_heropenen"),
            )
        )  # fmt: skip


def _record_ending(step: Step) -> None:
    """Keep the last talk and the lessons with the result; what goes beyond this case becomes a signal."""
    case, closure, lessons = step.the_case(), find_closure(step), step.answers("signalen")
    if closure is not None:
        closure.final_talk, closure.lessons = step.answers("eindgesprek"), lessons
    level = lessons.get("signaal_niveau")
    if level not in (None, "geen"):
        codes = [code for code in lessons.get("knelpunten") or () if code != "geen"]
        text = ", ".join(code.replace("_", " ") for code in codes) or "zonder knelpuntcode"
        step.session.add(
            Signal(
                region_id=case.region_id, case_id=case.id, noted_on=step.today, level=str(level), themes=codes,
                text=f"Bij het afsluiten genoemd: {text}.",
            )
        )  # fmt: skip
