"""How much a case takes, and how long the demo takes to load."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from service.bench.figures import Figures
from service.bench.ground import Ground
from service.models import Case, ProcessInstance
from service.settings import Settings
from service.usecases.work import Services

LoadDemo = Callable[[Settings], Services]


def measure_case_size(ground: Ground, figures: Figures, cases: int) -> None:
    """A case that was just registered, with its registration, process, task and history."""
    with ground.factory.read() as work:
        state = work.session.scalar(select(func.avg(func.length(ProcessInstance.state)))) or 0
        before = database_bytes(work.session)
    ground.fresh_tasks(cases)
    with ground.factory.read() as work:
        grown = database_bytes(work.session) - before
    figures.add("state_bytes", "Stand van een lopend proces", float(state), "bytes")
    figures.add("case_bytes", "Nieuwe zaak in de database, met indexen", grown / cases, "bytes")


def database_bytes(session: Session) -> int:
    """How large the database is."""
    if session.get_bind().dialect.name == "sqlite":
        query = text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
    else:
        query = text("SELECT pg_database_size(current_database())")
    return int(session.scalar(query) or 0)


@contextmanager
def measured_demo(settings: Settings, load: LoadDemo, figures: Figures) -> Iterator[Services]:
    """The demo on SQLite: how long its histories take, and how large a case is that went all the way."""
    with tempfile.TemporaryDirectory(prefix="procesregie-bench-demo-") as name:
        folder = Path(name)
        own = replace(settings, data_dir=folder, database_url=f"sqlite:///{folder / 'demo.db'}", demo=True)
        began, busy = time.perf_counter(), time.process_time()
        services = load(own)
        figures.add("demo_seconds", "Demo: van leeg tot klaar", time.perf_counter() - began, "s")
        figures.add("demo_cpu_seconds", "Demo: van leeg tot klaar, rekentijd", time.process_time() - busy, "s")
        with services.database.read() as session:
            cases = session.scalar(select(func.count()).select_from(Case)) or 1
            figures.add("demo_case_bytes", "Zaak van de demo, hele database", database_bytes(session) / cases, "bytes")
        try:
            yield services
        finally:
            services.database.close()
