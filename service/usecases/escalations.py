"""Escalations: a decision question with causes; at most one open per case, a later cause joins it (R110-R112)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.actors import Actor
from service.domain.errors import Conflict, NotAllowed, NotFound
from service.domain.escalation import OPEN, decision_question, join_cause
from service.domain.labels import cause_label
from service.domain.permissions import DIRECTING, may_direct
from service.models import Case, Escalation, EscalationCause, Goal, PlanVersion, ProcessInstance, Stall
from service.usecases import instances
from service.usecases.links import find_own_stall
from service.usecases.scoping import case_facts, get_visible_case
from service.usecases.steps import Step, write_event
from service.usecases.work import Work

PROCESS = "ret_escalatie"
LAPSED = "vervallen"


def start_escalation(step: Step, rule: str, automatic: bool) -> Escalation | None:
    """Record the cause and start the ladder, or join the open escalation of the case; returns a new one."""
    if step.case is None:
        _tell_without_case(step, rule)
        return None
    stall = find_own_stall(step.session, step.instance)
    target = stall.target if stall else str(step.instance.start_data.get("partij_id") or "")
    cause = join_cause(rule, target)
    if stall is not None and step.element.host_element_id is None:
        stall.closed_on, stall.result = step.today, "geescaleerd"
    if stall is not None and was_escalated(step, stall):
        return None
    escalation = find_open(step)
    if escalation is not None:
        _add_cause(step, escalation, cause)
        step.event("escalatie", f"Deze reden is gevoegd bij de lopende escalatie. {cause_label(cause)}.")
        return None
    escalation = _new(step, cause, automatic)
    data = {
        "escalatie_id": escalation.key,
        "start_wijze": escalation.start_mode,
        "gestart_op": step.today.isoformat(),
        "spoed": step.the_case().emergency,
    }
    step.start_process(PROCESS, data, join_key=f"escalatie:{escalation.key}")
    if automatic and step.resolve("manager") != step.resolve("ambtelijk"):
        # Who decides as well is told so when the level opens, in this very step.
        step.notify_roles("escalatie_gestart", ["manager"], subject=f"escalatie:{escalation.key}")
    return escalation


def _tell_without_case(step: Step, rule: str) -> None:
    """Without a case there is no ladder: official and manager are told, and the chair who can give the task away."""
    subject = f"escalatie:{rule}:{step.instance.id}"
    step.notify_roles("escalatie_zonder_zaak", ["voorzitter", "ambtelijk", "manager"], subject=subject)
    step.event("escalatie", f"Gemeld aan voorzitter, ambtenaar en manager. {cause_label(rule)}.", automatic=True)


def request_escalation(step: Step, rule: str) -> Escalation:
    """Record an escalation that the planning itself runs; one that is open goes into it with its causes."""
    earlier = find_open(step)
    escalation = _new(step, rule, automatic=False)
    escalation.instance_id = step.instance.id
    if earlier is not None:
        for cause in [c for c in earlier.causes if c.closed_on is None]:
            cause.closed_on = step.today
            _add_cause(step, escalation, cause.cause)
        earlier.status, earlier.closed_on, earlier.result = LAPSED, step.today, "samengevoegd"
        if earlier.instance_id is not None:
            step.send(LAPSED, instance_id=earlier.instance_id)
    step.session.flush()
    return escalation


def settle_cause(step: Step, rule: str) -> None:
    """What this step was about is solved: its stall is closed, and its cause in the open escalation."""
    stall = find_own_stall(step.session, step.instance)
    if stall is not None and stall.closed_on is None:
        stall.closed_on, stall.result = step.today, "opgelost"
    close_cause(step, join_cause(rule, stall.target if stall else ""))


def close_cause(step: Step, cause: str) -> None:
    """Take a cause out of the open escalation; the last one lets it lapse. Nothing open: does nothing."""
    escalation = find_open(step) if step.case is not None else None
    if escalation is None:
        return
    left = [c for c in escalation.causes if c.closed_on is None]
    closing = [c for c in left if c.cause == cause]
    for found in closing:
        found.closed_on = step.today
    if closing and len(closing) == len(left) and escalation.instance_id is not None:
        step.send(LAPSED, instance_id=escalation.instance_id)


def find_open(step: Step) -> Escalation | None:
    """The escalation of the case that is being prepared or waits for a decision."""
    query = select(Escalation).where(Escalation.case_id == step.the_case().id, Escalation.status.in_(OPEN))
    return step.session.scalars(query.order_by(Escalation.id.desc())).first()


def get_escalation(session: Session, key: str) -> Escalation:
    """The escalation with this key."""
    return session.scalars(select(Escalation).where(Escalation.key == key)).one()


def lapse_escalation(work: Work, key: str, reason: str) -> None:
    """The process director sees that it was solved on the way: the escalation lapses."""
    escalation = work.session.scalars(select(Escalation).where(Escalation.key == key)).first()
    case = work.session.get(Case, escalation.case_id) if escalation and escalation.case_id else None
    if escalation is None or not (case or may_direct_theme(work.actor, escalation)):
        raise NotFound("Deze escalatie is niet gevonden, of is niet voor u.")
    if case is not None:
        get_visible_case(work, case.number)
        if not may_direct(work.actor, case_facts(work, case)):
            raise NotAllowed
    if escalation.status not in OPEN:
        raise Conflict("Deze escalatie is al besloten of gesloten.")
    text = f"De escalatie is onderweg opgelost. Reden: {reason.strip() or 'niet opgegeven'}."
    instance = work.session.get(ProcessInstance, escalation.instance_id) if escalation.instance_id else None
    write_event(work, instance, "escalatie", text, case_id=escalation.case_id)
    if instance is None or not instances.send(work, case, LAPSED, instance_id=instance.id):
        raise Conflict("Deze escalatie kan nu niet vervallen. Ververs de pagina en probeer het opnieuw.")


def may_direct_theme(actor: Actor, escalation: Escalation) -> bool:
    """Who brought up a theme, or directs the team that did."""
    if escalation.case_id is not None:
        return False
    mine = actor.account_id is not None and actor.account_id == escalation.started_by_id
    return actor.system or mine or escalation.team_id in actor.teams(*DIRECTING)


def make_question(step: Step, escalation: Escalation) -> str:
    """The decision question from rule, goal and dates, without case text."""
    causes = [c.cause for c in escalation.causes if c.closed_on is None] or [c.cause for c in escalation.causes]
    targets = {cause.partition(":")[2] for cause in causes}
    query = (
        select(Goal).join(PlanVersion, PlanVersion.id == Goal.plan_id)
        .where(PlanVersion.case_id == escalation.case_id, PlanVersion.status == "geldig", Goal.key.in_(targets))
    )  # fmt: skip
    goals = [(f"doel {g.position}", g.target_on) for g in step.session.scalars(query.order_by(Goal.position))]
    opened = step.session.scalars(
        select(Stall.opened_on)
        .where(Stall.case_id == escalation.case_id, Stall.opened_on <= step.today)
        .order_by(Stall.id.desc())
    ).first()
    return decision_question(
        causes, [(name, day) for name, day in goals if day], min(opened or step.today, escalation.started_on)
    )


def was_escalated(step: Step, stall: Stall) -> bool:
    """Whether this stall went up the ladder already: by itself, before somebody chose to."""
    query = (
        select(EscalationCause.id).join(Escalation, Escalation.id == EscalationCause.escalation_id)
        .where(
            Escalation.case_id == stall.case_id, EscalationCause.added_on >= stall.opened_on,
            EscalationCause.cause == join_cause(stall.rule, stall.target),
        ).limit(1)
    )  # fmt: skip
    return step.session.scalars(query).first() is not None


def _new(step: Step, cause: str, automatic: bool) -> Escalation:
    case = step.the_case()
    count = len(step.session.scalars(select(Escalation.id).where(Escalation.case_id == case.id)).all())
    escalation = Escalation(
        key=f"{case.number}-E{count + 1}",
        case_id=case.id,
        region_id=case.region_id,
        municipality_id=case.municipality_id,
        status="voorbereid",
        start_mode="automatisch" if automatic else "handmatig",
        started_on=step.today,
        question="",
    )
    step.session.add(escalation)
    step.session.flush()
    _add_cause(step, escalation, cause)
    escalation.question = make_question(step, escalation)
    how = "vanzelf" if automatic else "door de procesregisseur"
    step.event("escalatie", f"Er is {how} een escalatie gestart. {cause_label(cause)}.", automatic=automatic)
    return escalation


def _add_cause(step: Step, escalation: Escalation, cause: str) -> None:
    if any(c.cause == cause and c.closed_on is None for c in escalation.causes):
        return
    escalation.causes.append(EscalationCause(cause=cause, added_on=step.today))
    step.session.flush()
