"""The clock's tick over very many waiting instances: when nothing is due, and when a thousand are."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import func, select

from service.adapters.clock import FrozenClock
from service.bench.bulk import STRIDE
from service.bench.figures import Figures, Series, counting, measure
from service.bench.ground import ORIGINALS, Ground
from service.models import ProcessInstance
from service.usecases.mails import deliver
from service.usecases.ticking import fire_due, tick
from service.usecases.work import WorkFactory

IDLE_GOAL_MS = 5.0
# What a worker does every second, each in a round of its own.
_ROUNDS: Mapping[str, tuple[str, Callable[..., Any]]] = {
    "tick": ("Tik zonder werk", fire_due),
    "mail": ("Postronde zonder post", deliver),
}


def measure_ticks(ground: Ground, figures: Figures, due: int, times: int) -> None:
    engine = ground.services.database.engine
    tick(ground.factory)  # sends the mail that is left from what was measured before
    figures.add("tick_waiting", "Wachtende processen", _waiting(ground), "")
    for key, (text, act) in _ROUNDS.items():
        with counting(engine) as counted:
            act(ground.factory)
        figures.add(f"{key}_idle_statements", f"{text}: opdrachten aan de database", counted.statements, "", 1)
        idle = measure(times, partial(act, ground.factory))
        figures.add_series(f"{key}_idle", text, idle, IDLE_GOAL_MS)
    _measure_due(ground, figures, due)


def _waiting(ground: Ground) -> int:
    with ground.factory.read() as work:
        query = select(func.count()).where(ProcessInstance.next_due_at.is_not(None))
        return work.session.scalar(query) or 0


def _measure_due(ground: Ground, figures: Figures, due: int) -> None:
    """Whole copies keep the term of their original; the clock is put at the moment at which it ends.

    Nothing else falls due before that: every original once, times as many copies as are wanted.
    """
    copies = ground.bulk.copies(max(due // ORIGINALS, 1), {})
    ground.put_off(copies.start * STRIDE)
    with ground.factory.read() as work:
        first = work.session.scalar(select(func.min(ProcessInstance.next_due_at)))
    if first is None:
        raise RuntimeError("nothing waits for the clock")
    factory = WorkFactory(replace(ground.services, clock=FrozenClock(first)))
    with counting(ground.services.database.engine) as counted:
        began = time.perf_counter()
        report = fire_due(factory)
        took = time.perf_counter() - began
    late = Series([(moment - began) * 1000 for moment in counted.commits_at])
    fired = max(report.fired, 1)
    figures.add("tick_due_fired", "Tik met werk: verwerkte termijnen", report.fired, "")
    figures.add("tick_due_failed", "Tik met werk: mislukt", report.failed, "", 0)
    figures.add("tick_due_per_second", "Tik met werk: termijnen per seconde", fired / took, "/s")
    figures.add("tick_due_statements", "Tik met werk: opdrachten per termijn", counted.statements / fired, "")
    figures.add_series("tick_due_late", "Tik met werk: later dan de termijn", late)
