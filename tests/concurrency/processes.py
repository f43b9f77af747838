"""Processes of their own for tests: real workers, and people who complete the same tasks at the same time."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from alembic import command
from alembic.config import Config

from tests.world import World

ROOT = Path(__file__).parents[2]
_WORKER = "import sys; from service.cli import main; raise SystemExit(main(['worker', '--data', sys.argv[1]]))"


def prepare(world: World) -> None:
    """Make the database what the command line expects: at the newest revision."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "service" / "migrations"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("sqlalchemy.url", world.settings.database_url.replace("%", "%%"))
    command.stamp(config, "head")


@contextmanager
def workers(world: World, number: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """So many times `procesregie worker` on the database of this world; they are gone afterwards."""
    environment = {**os.environ, "PROCESREGIE_DATABASE_URL": world.settings.database_url}
    running = []
    for name in range(number):
        log = (world.settings.data_dir / f"worker-{name}.log").open("wb")
        words = [sys.executable, "-c", _WORKER, str(world.settings.data_dir)]
        running.append(subprocess.Popen(words, cwd=ROOT, env=environment, stderr=log))  # noqa: S603
        log.close()
    try:
        yield running
    finally:
        for process in running:
            process.kill()
            process.wait()


def until(condition: Callable[[], bool], seconds: float = 300) -> None:
    """Look again every twentieth of a second; fails when it takes too long."""
    for _ in range(int(seconds * 20)):
        if condition():
            return
        Event().wait(0.05)
    raise AssertionError(f"still not so after {seconds} s")


def complete_all_twice(world: World, task_ids: list[int]) -> list[list[str]]:
    """Let two processes complete each of these tasks at the same moment; what became of it, for each task and both."""
    words = [sys.executable, "-m", "tests.concurrency.completing", world.settings.database_url]
    words += [str(world.settings.data_dir), world.clock.now().isoformat()]
    running = [
        subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)  # noqa: S603
        for _ in range(2)
    ]
    assert [_line(process) for process in running] == ["ready", "ready"]
    became = []
    for task_id in task_ids:
        for process in running:
            assert process.stdin is not None
            process.stdin.write(f"{task_id}\n")
        became.append([_line(process) for process in running])
    for process in running:
        process.communicate(timeout=20)
    assert [process.returncode for process in running] == [0, 0]
    return became


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()
