"""One worker in a process of its own, so that whoever asks does not take its time."""

import http.client
import multiprocessing
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from service.bench.ground import Ground
from service.models import Event
from service.settings import Settings
from service.usecases.work import WorkFactory

Serve = Callable[[Settings, int], None]
_PATIENCE = 60.0


@dataclass(frozen=True)
class Worker:
    """A worker that answers; `started_after` is how long that took, in seconds."""

    port: int
    pid: int
    started_after: float

    @property
    def memory_mb(self) -> float:
        """What the process holds in memory now (resident); 0 where the system does not say."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return 0.0
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@contextmanager
def running_worker(ground: Ground, serve: Serve) -> Iterator[Worker]:
    """A worker on the bench's database; it is ended afterwards."""
    port = _free_port()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(ground.services.settings, port))
    began = time.perf_counter()
    process.start()
    try:
        _wait(port, began)
        yield Worker(port, process.pid or 0, time.perf_counter() - began)
    finally:
        process.terminate()
        process.join()


def write_one_row(factory: WorkFactory) -> str:
    """The least that a request which changes something does: one row, one commit."""
    with factory.write() as work:
        work.session.add(Event(at=work.now, day=work.today, kind="notitie", text="meting"))
    return "klaar"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int, began: float) -> None:
    while time.perf_counter() - began < _PATIENCE:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        try:
            connection.request("GET", "/v1/gemeenten")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.02)
        finally:
            connection.close()
    raise TimeoutError("the worker does not answer")
