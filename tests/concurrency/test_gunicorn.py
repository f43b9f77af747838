"""Web processes without a scheduler: gunicorn takes the application from the environment."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from service.app import NOT_UP_TO_DATE, create_wsgi
from tests.concurrency.processes import ROOT, prepare, until
from tests.world import World


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as answer:  # noqa: S310 - an address of this machine
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.mark.slow
def test_two_web_processes_serve_pages_and_stop_when_told(postgres: World) -> None:
    prepare(postgres)
    port = free_port()
    environment = {
        **os.environ,
        "PROCESREGIE_DATABASE_URL": postgres.settings.database_url,
        "PROCESREGIE_DATA_DIR": str(postgres.settings.data_dir),
        "PROCESREGIE_SECRET_KEY": "only-for-tests",
    }
    words = [sys.executable, "-m", "gunicorn", "--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{port}"]
    running = subprocess.Popen([*words, "service.app:create_wsgi()"], cwd=ROOT, env=environment)  # noqa: S603
    try:
        until(lambda: answers(f"http://127.0.0.1:{port}/inloggen"))
    finally:
        running.terminate()
    assert running.wait(timeout=60) == 0


def test_it_does_not_start_on_a_database_that_is_not_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROCESREGIE_DATA_DIR", str(tmp_path))
    with pytest.raises(RuntimeError, match=NOT_UP_TO_DATE):
        create_wsgi()
