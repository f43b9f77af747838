"""Asking parties: consent to the concept, commitment to carry out; one question per party (R078, R089, V18)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from service.domain.stall import COMMITMENT_RULES
from service.models import Commitment, Organisation, PlanVersion
from service.usecases.references import find_organisation
from service.usecases.stalls import close_stalls
from service.usecases.steps import Step
from service.usecases.watches import watch_plan

PROCESS = "ret_toezegging"
CONSENT, COMMITMENT = "instemming", "toezegging"


def count_without_covenant(step: Step, plan: PlanVersion, valid: PlanVersion | None) -> int:
    """Parties without a covenant today that have not consented to this version; in a change only new parties count."""
    answered = {c.organisation_id for c in _questions(step, plan, CONSENT) if c.answer in ("ja", "ja_mits")}
    return sum(party.id not in answered for party in _without_covenant(step, plan, valid))


def ask_parties(step: Step, kind: str, plan: PlanVersion, valid: PlanVersion | None) -> date:
    """Start one question per party that still has to answer."""
    wanted = _without_covenant(step, plan, valid) if kind == CONSENT else _providers_to_ask(step, plan)
    known = {c.organisation_id for c in _questions(step, plan, kind)}
    for organisation in wanted:
        if organisation.id not in known:
            _ask(step, kind, plan, organisation)
    if kind == CONSENT:
        _send_when_complete(step, plan)
    return step.today


def record_consent(step: Step, commitment_id: str) -> None:
    """Store a party's answer to the concept; the last one lets the planning go on."""
    answers = step.answers("instemmen")
    commitment = _record(step, commitment_id, str(answers.get("instemming") or ""), answers.get("reden"))
    close_stalls(step, ("instemming_uitgebleven",), str(commitment.id), "opgelost", with_escalation=True)
    _send_when_complete(step, step.session.get_one(PlanVersion, commitment.plan_id))


def count_refusals(step: Step, plan: PlanVersion) -> int:
    """How many parties said no to this version."""
    return sum(c.answer == "nee" for c in _questions(step, plan, CONSENT))


def record_commitment(step: Step, commitment_id: str, answer: str) -> None:
    """Store a provider's answer and possible start; an open stall about the silence is over."""
    answers = step.answers("toezeggen")
    start = answers.get("startdatum")
    commitment = _record(
        step, commitment_id, answer, answers.get("reden"), date.fromisoformat(start) if start else None
    )
    close_stalls(step, COMMITMENT_RULES, str(commitment.id), "opgelost", with_escalation=answer != "nee")
    plan = step.session.get_one(PlanVersion, commitment.plan_id)
    if plan.status == "geldig":
        watch_plan(step, plan)


def withdraw_questions(step: Step, plan: PlanVersion) -> None:
    """A concept that was replaced asks anew: earlier consents were about another text."""
    for commitment in _questions(step, plan, CONSENT):
        commitment.withdrawn_on = step.today
        if commitment.instance_id is not None and commitment.answer is None:
            step.cancel(commitment.instance_id, "concept_vervangen")
    step.session.flush()


def carry_over(step: Step, old: PlanVersion | None, plan: PlanVersion) -> None:
    """A provider that stays in the plan keeps its commitment, or its open question; a refusal does not go along."""
    if old is None or old.id == plan.id:
        return
    staying = {p.organisation_id for p in plan.providers}
    for earlier in _questions(step, old, COMMITMENT):
        if earlier.answer == "nee" or earlier.organisation_id not in staying:
            continue
        if earlier.answer is not None and old.episode_number != plan.episode_number:
            # What was promised before the case was reopened is asked anew.
            continue
        if earlier.answer is None:
            # The running question moves along whole: its instance knows it by its id.
            earlier.plan_id = plan.id
            continue
        copy = {c.name: getattr(earlier, c.name) for c in Commitment.__table__.columns if c.name != "id"}
        step.session.add(Commitment(**{**copy, "plan_id": plan.id}))
    step.session.flush()


def drop_parties(step: Step, plan: PlanVersion) -> None:
    """Withdraw exactly the open questions to parties that the valid version no longer has."""
    staying = {p.organisation_id for p in plan.providers}
    query = select(Commitment).where(
        Commitment.case_id == plan.case_id, Commitment.answer.is_(None), Commitment.withdrawn_on.is_(None)
    )
    for commitment in step.session.scalars(query).all():
        if commitment.kind == COMMITMENT and commitment.organisation_id in staying:
            continue
        asked = step.session.get_one(PlanVersion, commitment.plan_id)
        if commitment.kind == CONSENT and asked.status in ("concept", "ter_goedkeuring"):
            continue
        commitment.withdrawn_on = step.today
        if commitment.instance_id is not None:
            step.cancel(commitment.instance_id, "partij_vervallen")
        close_stalls(step, (*COMMITMENT_RULES, "instemming_uitgebleven"), str(commitment.id), "doel_vervallen")
        if commitment.kind == CONSENT:
            _send_when_complete(step, asked)


def _without_covenant(step: Step, plan: PlanVersion, valid: PlanVersion | None) -> list[Organisation]:
    known = {p.organisation_id for p in valid.providers} if valid is not None and plan.change else set()
    ids = [p.organisation_id for p in plan.providers if p.organisation_id not in known]
    parties = [step.session.get_one(Organisation, i) for i in ids]
    return [o for o in parties if o.covenant_until is None or o.covenant_until < step.today]


def _providers_to_ask(step: Step, plan: PlanVersion) -> list[Organisation]:
    """After a refusal the provider chosen instead; else every provider of the version."""
    chosen = find_organisation(step.session, step.answers("keuze_na_weigering").get("aanbieder"))
    if step.instance.process_key == PROCESS:
        return [chosen] if chosen else []
    return [step.session.get_one(Organisation, p.organisation_id) for p in plan.providers]


def _questions(step: Step, plan: PlanVersion, kind: str) -> Sequence[Commitment]:
    query = select(Commitment).where(
        Commitment.plan_id == plan.id, Commitment.kind == kind, Commitment.withdrawn_on.is_(None)
    )
    return step.session.scalars(query.order_by(Commitment.id)).all()


def _ask(step: Step, kind: str, plan: PlanVersion, organisation: Organisation) -> None:
    case = step.the_case()
    commitment = Commitment(
        case_id=case.id, plan_id=plan.id, kind=kind, organisation_id=organisation.id, party=organisation.name,
        asked_on=step.today,
    )  # fmt: skip
    step.session.add(commitment)
    step.session.flush()
    adopted = plan.adopted_on.isoformat() if kind == COMMITMENT and plan.adopted_on else ""
    data = {
        "soort": kind,
        "partij_id": str(commitment.id),
        "spoed": case.emergency,
        "voorgelegd_op": step.today.isoformat(),
        "vastgesteld_op": adopted,
        "adviesgewicht": (plan.advice_weight or "") if kind == COMMITMENT else "",
    }
    step.start_process(PROCESS, data, join_key=f"partij:{commitment.id}")
    what = "instemming met het concept" if kind == CONSENT else "een toezegging"
    step.event("toezegging", f"{organisation.name} is om {what} gevraagd.")


def _record(
    step: Step, commitment_id: str, answer: str, reason: str | None, start_on: date | None = None
) -> Commitment:
    commitment = step.session.get_one(Commitment, int(commitment_id))
    commitment.answer, commitment.reason = answer, reason
    commitment.possible_start_on, commitment.answered_on = start_on, step.today
    step.session.flush()
    words = {"ja": "ja", "ja_mits": "ja, onder voorwaarden", "nee": "nee"}.get(answer, answer)
    what = "instemming" if commitment.kind == CONSENT else "toezegging"
    step.event("toezegging", f"{commitment.party} antwoordde op de vraag om {what}: {words}.")
    return commitment


def _send_when_complete(step: Step, plan: PlanVersion) -> None:
    if all(c.answer is not None for c in _questions(step, plan, CONSENT)):
        step.send("instemming_compleet", instance_id=plan.instance_id)
