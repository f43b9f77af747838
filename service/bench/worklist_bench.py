"""The worklist, as page and over the interface, with more and more open tasks: first page, deep page, filters."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from service.bench.figures import Figures, Series, counting, measure
from service.bench.ground import Ground

FLAT = 1.5


def worklist_queries(ground: Ground) -> Mapping[str, Mapping[str, str]]:
    """What is asked, in the words of the interface; a deep page begins in the middle of what is late.

    The filters are such that even the smallest worklist fills a page: else the largest would also have more to show.
    A filter on one kind of task is the exception, and has no goal.
    """
    roles = Counter(role for _, _, role in ground.bulk.kinds)
    element, role = ground.bulk.kinds[0][0], roles.most_common(1)[0][0]
    middle = ground.now.date() + timedelta(days=-20)
    return {
        "first": {"bereik": "alles"},
        "mine": {"bereik": "mijn"},
        "deep": {"bereik": "alles", "na": f"{middle.isoformat()}.0"},
        "role": {"bereik": "team", "rol": role},
        "role_late": {"bereik": "alles", "rol": role, "teLaat": "true"},
        "kind": {"bereik": "alles", "soort": element},
    }


_TEXTS = {
    "first": "eerste bladzijde",
    "mine": "mijn taken",
    "deep": "diepe bladzijde",
    "role": "op rol",
    "role_late": "op rol en te laat",
    "kind": "op soort taak",
}
_ON_PAGE = {"bereik": "toon", "teLaat": "telaat"}


def measure_worklist(ground: Ground, app: Any, figures: Figures, sizes: list[int], times: int) -> None:
    """Every way of asking, at every size; how much slower the largest is than the smallest."""
    log_in = LoggedIn(ground, app)
    last: dict[str, list[Series]] = {}
    for size in sizes:
        ground.grow_worklist(size)
        for name, query in worklist_queries(ground).items():
            api = measure(times, lambda query=query: log_in.api("/v1/taken", query))  # type: ignore[misc]
            page = measure(times, lambda query=query: log_in.page("/werklijst", on_page(query)))  # type: ignore[misc]
            last.setdefault(f"api_{name}", []).append(api)
            last.setdefault(f"page_{name}", []).append(page)
            for kind, text, series in (("api", "GET /v1/taken", api), ("page", "Werklijst", page)):
                figures.add_series(f"worklist_{kind}_{name}_{size}", f"{text}, {_TEXTS[name]}, {size} taken", series)
    _add_ratios(figures, last, sizes)
    with counting(ground.services.database.engine) as counted:
        log_in.page("/werklijst", {"toon": "alles"})
    figures.add("worklist_page_statements", "Werklijst: opdrachten aan de database", counted.statements, "")


def _add_ratios(figures: Figures, last: Mapping[str, list[Series]], sizes: list[int]) -> None:
    for name, series in last.items():
        kind, _, what = name.partition("_")
        asked = f"{'GET /v1/taken' if kind == 'api' else 'Werklijst'}, {_TEXTS[what]}"
        text = f"{asked}: p95 bij {sizes[-1]} t.o.v. {sizes[0]}"
        goal = None if what == "kind" else FLAT
        figures.add(f"worklist_{name}_ratio", text, series[-1].p95 / series[0].p95, "×", goal)


def on_page(query: Mapping[str, str]) -> dict[str, str]:
    """The same question in the address of the page."""
    return {_ON_PAGE.get(key, key): "1" if value == "true" else value for key, value in query.items()}


class LoggedIn:
    """The person at the interface, with a token, and at the pages, with a session; without a network in between."""

    def __init__(self, ground: Ground, app: Any) -> None:
        self._headers = {"Authorization": f"Bearer {ground.person.token}"}
        self._client, self._interface = app.test_client(), app.test_client()
        text = self._client.get("/inloggen").get_data(as_text=True)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)
        self.token = found.group(1) if found else ""
        password = ground.services.settings.demo_password
        given = {"csrf_token": self.token, "email": ground.person.email, "wachtwoord": password}
        answer = self._client.post("/inloggen", data=given)
        if answer.status_code != 302:
            raise RuntimeError("cannot log in")

    def api(self, path: str, query: Mapping[str, str]) -> Any:
        return _well(self._interface.get(path, query_string=query, headers=self._headers))

    def page(self, path: str, query: Mapping[str, str]) -> Any:
        return _well(self._client.get(path, query_string=query))

    def complete(self, task_id: int, answers: Mapping[str, Any]) -> Any:
        path = f"/v1/taken/{task_id}/afronding"
        return _well(self._interface.post(path, json={"gegevens": dict(answers)}, headers=self._headers))


def _well(answer: Any) -> Any:
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.status_code}: {answer.get_data(as_text=True)[:500]}")
    return answer
