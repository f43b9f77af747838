"""Completing a user task over HTTP: what it asks of the database, and how quickly one worker does it."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue
from typing import Any

from service.bench.answers import FIRST_CONTACT
from service.bench.figures import Figures, Series, counting
from service.bench.ground import Ground
from service.bench.serving import Worker

STATEMENTS_GOAL, COMMITS_GOAL, P50_GOAL_MS = 15, 1, 6.0
CLIENTS = (1, 4, 16)
ROW_PATH = "/bench/rij"
Request = tuple[str, Any]


def count_completion(ground: Ground, app: Any, figures: Figures, times: int) -> None:
    """Statements and commits of one completion, the token included; and what it takes of a core."""
    warm, task_id, *more = ground.fresh_tasks(2 + times)
    person = ground.log_in(app)
    person.complete(warm, FIRST_CONTACT)
    with counting(ground.services.database.engine) as counted:
        person.complete(task_id, FIRST_CONTACT)
    figures.add(
        "complete_statements", "Taak afronden: opdrachten aan de database", counted.statements, "", STATEMENTS_GOAL
    )
    figures.add("complete_commits", "Taak afronden: vastleggingen", counted.commits, "", COMMITS_GOAL)
    busy = Series()
    for each in more:
        began = time.process_time()
        person.complete(each, FIRST_CONTACT)
        busy.values.append((time.process_time() - began) * 1000)
    figures.add("complete_cpu_ms", "Taak afronden: rekentijd, mediaan", busy.p50)


def measure_completion(ground: Ground, worker: Worker, figures: Figures, each: int) -> None:
    """One worker, more and more clients, every task its own; then the same with a route that commits one row."""
    headers = {"Authorization": f"Bearer {ground.person.token}", "Content-Type": "application/json"}
    body = json.dumps({"gegevens": FIRST_CONTACT})
    tasks = [f"/v1/taken/{task_id}/afronding" for task_id in ground.fresh_tasks(each * len(CLIENTS) + 20)]
    _load(worker, 1, [(path, body) for path in tasks[:20]], headers)
    _load(worker, 1, [(ROW_PATH, "")] * 20, headers)
    for number, clients in enumerate(CLIENTS):
        mine = tasks[20 + number * each : 20 + (number + 1) * each]
        done, took = _load(worker, clients, [(path, body) for path in mine], headers)
        rows, rows_took = _load(worker, clients, [(ROW_PATH, "")] * each, headers)
        who = "1 gebruiker" if clients == 1 else f"{clients} gebruikers"
        goal = P50_GOAL_MS if clients == 1 else None
        figures.add_series(f"complete_{clients}", f"Taak afronden, {who}", done, goal)
        figures.add(f"complete_{clients}_per_second", f"Taak afronden, {who}: per seconde", each / took, "/s")
        figures.add_series(f"row_{clients}", f"Eén rij vastleggen, {who}", rows)
        figures.add(f"row_{clients}_per_second", f"Eén rij vastleggen, {who}: per seconde", each / rows_took, "/s")
        figures.add(f"complete_{clients}_ratio", f"Taak afronden t.o.v. één rij, {who}", done.p50 / rows.p50, "×")


def _load(worker: Worker, clients: int, requests: list[Request], headers: Mapping[str, str]) -> tuple[Series, float]:
    """Send all requests from this many clients at once; each keeps its connection."""
    queue: SimpleQueue[Request] = SimpleQueue()
    for request in requests:
        queue.put(request)
    series, failures = Series(), list[str]()

    def send() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", worker.port, timeout=60)
        try:
            _drain(queue, lambda request: _send(connection, request, headers, series))
        except Exception as error:
            failures.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(failures[0])
    return series, time.perf_counter() - began


def _drain(queue: "SimpleQueue[Request]", act: Callable[[Request], None]) -> None:
    while True:
        try:
            act(queue.get_nowait())
        except Empty:
            return


def _send(connection: http.client.HTTPConnection, request: Request, headers: Mapping[str, str], series: Series) -> None:
    path, body = request
    with series.timed():
        connection.request("POST", path, body=body, headers=dict(headers))
        answer = connection.getresponse()
        text = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status} {text[:300]!r}")
