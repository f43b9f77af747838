"""Stalls: one open per case, rule and goal, task or party; each is judged in a process of its own (R106-R108)."""

from collections.abc import Iterable

from sqlalchemy import select

from service.domain.escalation import join_cause
from service.domain.labels import cause_label
from service.models import Stall
from service.usecases.escalations import close_cause
from service.usecases.links import JUDGEMENT, find_own_stall
from service.usecases.steps import Step


def open_stall(step: Step, rule: str, target: str | None = None, why: str = "") -> Stall | None:
    """Open a stall and start its judgement, unless one is open for the same; returns the new one.

    `why` is the rule and its date in words, for the history; a timer of a diagram says it by itself.
    """
    case = step.the_case()
    about = target or _party(step)
    query = select(Stall).where(
        Stall.case_id == case.id, Stall.rule == rule, Stall.target == about, Stall.closed_on.is_(None)
    )
    if step.session.scalars(query).first() is not None:
        return None
    stall = Stall(case_id=case.id, rule=rule, target=about, opened_on=step.today)
    step.session.add(stall)
    step.session.flush()
    data = {"regel": rule, "doel_id": target or "", "alarm_op": step.today.isoformat(), "spoed": case.emergency}
    step.start_process(JUDGEMENT, data, join_key=f"stagnatie:{stall.id}")
    text = f"Stagnatiealarm. {cause_label(join_cause(rule, about))}."
    step.event("stagnatie", text, automatic=True, data={"regelTekst": why} if why else None)
    return stall


def close_stalls(
    step: Step, rules: Iterable[str], target: str | None, result: str, *, with_escalation: bool = False
) -> int:
    """Close the open stalls of these rules, about one target or (None) about any; returns how many.

    `with_escalation`: what it was escalated for is solved too, so that cause goes out of the open escalation.
    """
    query = select(Stall).where(
        Stall.case_id == step.the_case().id, Stall.rule.in_(list(rules)), Stall.closed_on.is_(None)
    )
    if target is not None:
        query = query.where(Stall.target == target)
    found = step.session.scalars(query).all()
    for stall in found:
        _close(step, stall, result)
        if with_escalation:
            close_cause(step, join_cause(stall.rule, stall.target))
        step.event("stagnatie", f"Stagnatie voorbij. {cause_label(join_cause(stall.rule, stall.target))}.")
    step.session.flush()
    return len(found)


def end_all_stalls(step: Step, result: str) -> None:
    """The case ends: nothing is left to judge."""
    query = select(Stall).where(Stall.case_id == step.the_case().id, Stall.closed_on.is_(None))
    for stall in step.session.scalars(query).all():
        _close(step, stall, result)


def close_own_stall(step: Step, result: str) -> None:
    """The judgement is made; does nothing outside a judgement."""
    stall = find_own_stall(step.session, step.instance)
    if stall is not None and stall.closed_on is None:
        stall.closed_on, stall.result = step.today, result


def _close(step: Step, stall: Stall, result: str) -> None:
    stall.closed_on, stall.result = step.today, result
    if stall.instance_id is not None and stall.instance_id != step.instance.id:
        step.cancel(stall.instance_id, result)


def _party(step: Step) -> str:
    """Two parties that are silent are two stalls, though neither is about a goal."""
    return str(step.instance.start_data.get("partij_id") or "")
