"""What the case page can do: directors, notes, a plan change, scaling down, the network, withdrawal."""

from collections.abc import Iterable

from sqlalchemy import select

from service.domain.deadlines import dutch_date
from service.domain.errors import Conflict, FieldError, InvalidInput, NotAllowed
from service.domain.permissions import may_direct
from service.models import Account, Case, ContactNote, Escalation, ProcessInstance, Task
from service.usecases import instances
from service.usecases.escalation_decisions import close_escalation
from service.usecases.escalations import LAPSED
from service.usecases.meeting_invites import call_off_all
from service.usecases.notifications import About, notify_account
from service.usecases.pauses import end_for
from service.usecases.references import choices
from service.usecases.scoping import case_facts, get_full_case
from service.usecases.stalls import end_all_stalls
from service.usecases.steps import Step, write_event
from service.usecases.task_places import move_open_tasks
from service.usecases.work import Work

OVERVIEW = "ret_procesregie"
WITHDRAWERS = {"jeugdige": "de jeugdige", "ouder_verzorger": "een ouder of verzorger", "melder": "de melder"}


def change_process_director(work: Work, number: str, account_id: int, reason: str) -> None:
    """Give process direction to somebody else, with the reason; the open tasks of the role move along."""
    case = _directed(work, number)
    account = _account(work, account_id, "procesregisseurs", case)
    _ensure_reason(reason)
    old, case.process_director_id = case.process_director_id, account.id
    move_open_tasks(work.session, case)
    _move_tasks(work, case, ("procesregisseur", "kernteam"), old, account.id)
    _tell(work, case, f"{account.name} is nu procesregisseur. Reden: {reason.strip()}", account.id)


def change_case_director(work: Work, number: str, account_id: int | None, name: str | None, reason: str) -> None:
    """Name another case director, with or without an account."""
    case = _directed(work, number)
    _ensure_reason(reason)
    account = _account(work, account_id, "casusregisseurs", case) if account_id is not None else None
    shown = account.name if account else (name or "").strip()
    if not shown:
        raise InvalidInput(fields=[FieldError("casusregisseur", "Kies een persoon of schrijf een naam op.")])
    old, case.case_director_id = case.case_director_id, account.id if account else None
    case.case_director_name = shown
    _move_tasks(work, case, ("casusregisseur",), old, account.id if account else case.process_director_id)
    _tell(work, case, f"{shown} is nu casusregisseur. Reden: {reason.strip()}", account.id if account else None)


def add_note(work: Work, number: str, with_whom: str, text: str) -> None:
    """Write down a contact."""
    case = get_full_case(work, number)
    mistakes = [
        FieldError(name, message)
        for name, value, message in (
            ("met_wie", with_whom, "Schrijf met wie het contact was."),
            ("tekst", text, "Schrijf kort wat er besproken is."),
        )
        if not value.strip()
    ]
    if mistakes:
        raise InvalidInput(fields=mistakes)
    note = ContactNote(
        case_id=case.id, at=work.now, author_id=work.actor.account_id, with_whom=with_whom.strip(), text=text.strip()
    )
    work.session.add(note)
    write_event(work, _overview(work, case), "notitie", f"Contact genoteerd met {with_whom.strip()}.", case_id=case.id)


def start_plan_change(work: Work, number: str) -> None:
    """Start a new plan version; the valid one holds until then. At most one change is open."""
    case = _directed(work, number)
    _ensure_not_paused(case)
    if instances.running(work, case.id, "ret_planwijziging"):
        raise Conflict("Er loopt al een planwijziging. Ga verder in de taak die openstaat.")
    _ensure_status(case, ("monitoring",), "Er geldt nog geen plan om te wijzigen.")
    data = {"gestart_op": work.today.isoformat(), "aanleiding": "procesregisseur", "spoed": case.emergency}
    instances.start(work, "ret_planwijziging", data, release_id=case.release_id, case=case, join_key="planwijziging")
    write_event(work, None, "plan", f"{work.actor.name} wil het plan bijstellen.", case_id=case.id)


def propose_scaling_down(work: Work, number: str) -> None:
    """Propose to scale down; process and case director may."""
    case = get_full_case(work, number)
    if not _may_direct(work, case) and work.actor.account_id != case.case_director_id:
        raise NotAllowed
    _ensure_not_paused(case)
    if not instances.send(work, case, "afschalen_voorgesteld"):
        raise Conflict("Afschalen kan nu niet worden voorgesteld. Het is al voorgesteld, of er geldt nog geen plan.")
    write_event(work, _overview(work, case), "stap", f"{work.actor.name} stelt voor om af te schalen.", case_id=case.id)


def ask_network(work: Work, number: str) -> None:
    """Consult the expertise network beside everything else."""
    case = _directed(work, number)
    _ensure_not_paused(case)
    instances.start(work, "ret_expertisenetwerk", {}, release_id=case.release_id, case=case)
    write_event(work, None, "stap", f"{work.actor.name} wil het expertisenetwerk raadplegen.", case_id=case.id)


def withdraw(work: Work, number: str, by: str, reason: str) -> None:
    """Family or referrer withdraws, at any moment; what runs beside the overview ends with it."""
    case = _directed(work, number)
    if by not in WITHDRAWERS:
        raise InvalidInput(fields=[FieldError("wie", "Kies wie de aanmelding intrekt.")])
    # A pause does not outlive what it was for: what withdrawing asks of people can be done at once.
    end_for(work, case, "De aanmelding wordt ingetrokken.")
    if not instances.send(work, case, "intrekken", process_key=OVERVIEW):
        raise Conflict("Deze zaak is al beëindigd en kan niet meer worden ingetrokken.")
    sides = [i for i in instances.running(work, case.id) if i.process_key != OVERVIEW]
    for instance in sides:
        instances.cancel(work, instance, "ingetrokken")
    _end_watching(work, case)
    call_off_all(work, case, "De aanmelding is ingetrokken.")
    why = f" Reden: {reason.strip()}" if reason.strip() else ""
    text = f"Ingetrokken door {WITHDRAWERS[by]}.{why}"
    write_event(work, _overview(work, case), "ingetrokken", text, case_id=case.id)


def _end_watching(work: Work, case: Case) -> None:
    """Nobody is asked any more: no alarm stays open, and no escalation waits for a decision that nobody can take."""
    overview = _overview(work, case)
    if overview is None:
        return
    step = Step(work, overview, lambda _origin, _command: None)
    end_all_stalls(step, "zaak_beeindigd")
    query = select(Escalation.key).where(Escalation.case_id == case.id, Escalation.closed_on.is_(None))
    for key in work.session.scalars(query).all():
        close_escalation(step, key, LAPSED)


def _directed(work: Work, number: str) -> Case:
    case = get_full_case(work, number)
    if not _may_direct(work, case):
        raise NotAllowed
    instances.lock(work, case)
    return case


def _may_direct(work: Work, case: Case) -> bool:
    return may_direct(work.actor, case_facts(work, case))


def _overview(work: Work, case: Case) -> ProcessInstance | None:
    return next(iter(instances.running(work, case.id, OVERVIEW)), None)


def _ensure_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidInput(fields=[FieldError("reden", "Schrijf op waarom dit verandert.")])


def _ensure_not_paused(case: Case) -> None:
    if case.paused_until is not None:
        raise Conflict(f"De zaak is gepauzeerd tot {dutch_date(case.paused_until)}. Hervat eerst de zaak.")


def _ensure_status(case: Case, allowed: Iterable[str], sentence: str) -> None:
    if case.status not in allowed:
        raise Conflict(sentence)


def _account(work: Work, account_id: int, source: str, case: Case) -> Account:
    account = work.session.get(Account, account_id)
    offered = {choice.value for choice in choices(work, source, case, case.region_id) or ()}
    if account is None or account.key not in offered:
        raise InvalidInput(fields=[FieldError("persoon", "Kies iemand uit de lijst.")])
    return account


def _move_tasks(work: Work, case: Case, roles: tuple[str, ...], old: int | None, new: int | None) -> None:
    """Open tasks of the role that were the old director's, or nobody's, are the new one's."""
    query = select(Task).where(Task.case_id == case.id, Task.ended_at.is_(None), Task.role.in_(roles))
    for task in work.session.scalars(query):
        # Also what a substitute holds in the old director's stead.
        if task.assignee_id in (old, None) or (old is not None and task.substitute_for_id == old):
            task.assignee_id, task.substitute_for_id = new, None


def _tell(work: Work, case: Case, text: str, account_id: int | None) -> None:
    write_event(work, _overview(work, case), "regie", text, case_id=case.id)
    if account_id is not None and account_id != work.actor.account_id:
        notify_account(work, account_id, "regie_gewijzigd", About(case=case, subject=f"regie:{work.now.isoformat()}"))
