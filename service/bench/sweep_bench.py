"""The sweeps over very many open plans: finding nothing, finding what is due next, and looking at what is due."""

import time
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, insert, literal, select, text

from service.adapters.clock import FrozenClock
from service.bench.figures import Figures, counting, measure
from service.bench.ground import Ground
from service.domain.stall import HELP_LATE, TASK_LATE
from service.models import Case, Watch
from service.usecases import sweeps
from service.usecases.ticking import fire_due, next_due_at
from service.usecases.work import WorkFactory

# Per plan: three tasks and the start of the help.
TARGETS = ((TASK_LATE, "taak-1"), (TASK_LATE, "taak-2"), (TASK_LATE, "taak-3"), (HELP_LATE, ""))
GOAL_MS = 5.0


def measure_sweeps(ground: Ground, figures: Figures, due: int, times: int) -> None:
    """Watch every open case there is; nothing of it falls due for a year but what is measured."""
    plans = _watch_everything(ground)
    engine = ground.services.database.engine
    figures.add("sweep_plans", "Vegers: gevolgde plannen", plans, "")
    figures.add("sweep_watches", "Vegers: gevolgde punten", _watches(ground), "")
    with counting(engine) as counted:
        fire_due(ground.factory)
    figures.add("sweep_idle_statements", "Vegers: tik zonder vondst, opdrachten", counted.statements, "", 1)
    idle = measure(times, lambda: fire_due(ground.factory))
    figures.add_series("sweep_idle", "Vegers: tik zonder vondst", idle, GOAL_MS)
    figures.add_series("sweep_next", "Vegers: wanneer is de volgende", measure(times, lambda: _next(ground)), GOAL_MS)
    _measure_found(ground, figures, due)


def _watch_everything(ground: Ground) -> int:
    later = ground.now + timedelta(days=365)
    with ground.factory.write() as work:
        for rule, target in TARGETS:
            rows = select(
                Case.id, literal(rule), literal(target), literal("1"), literal(0), literal(later, Watch.due_at.type)
            )
            columns = [Watch.case_id, Watch.rule, Watch.target, Watch.promise, Watch.tries, Watch.due_at]
            work.session.execute(insert(Watch).from_select(columns, rows))
        # As a database does by itself after so much was written.
        work.session.execute(text("ANALYZE"))
        return work.session.scalar(select(func.count(Watch.case_id.distinct()))) or 0


def _watches(ground: Ground) -> int:
    with ground.factory.read() as work:
        return work.session.scalar(select(func.count(Watch.id))) or 0


def _next(ground: Ground) -> None:
    with ground.factory.read() as work:
        next_due_at(work)


def _measure_found(ground: Ground, figures: Figures, due: int) -> None:
    """So many fall due at once; cases without a plan any more are struck off, each in a transaction of its own."""
    moment = ground.now + timedelta(days=1)
    with ground.factory.write() as work:
        first = work.session.scalars(select(Watch).where(Watch.rule == HELP_LATE).order_by(Watch.id).limit(due))
        found = 0
        for watch in first:
            watch.due_at, found = moment, found + 1
    factory = WorkFactory(replace(ground.services, clock=FrozenClock(moment)))
    with counting(ground.services.database.engine) as counted:
        began = time.perf_counter()
        for _ in range(found):
            sweeps.sweep_one(factory)
        took = time.perf_counter() - began
    figures.add("sweep_found_statements", "Vegers: opdrachten per vondst", counted.statements / max(found, 1), "")
    figures.add("sweep_found_per_second", "Vegers: vondsten per seconde", found / max(took, 1e-9), "/s")
