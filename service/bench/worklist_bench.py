"""The worklist, as page and over the interface, with more and more open tasks: first page, deep page, filters."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from service.bench.division_bench import Division
from service.bench.figures import FLAT, Figures, Series, counting, measure
from service.bench.ground import Ground


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
        "unread": {"bereik": "alles", "ongelezen": "true"},
        "kind": {"bereik": "alles", "soort": element},
    }


_TEXTS = {
    "first": "eerste bladzijde",
    "mine": "mijn taken",
    "deep": "diepe bladzijde",
    "role": "op rol",
    "role_late": "op rol en te laat",
    "unread": "ongelezen",
    "kind": "op soort taak",
    "case": "Zaakpagina",
    "task": "Taakpagina",
}
_ON_PAGE = {"bereik": "toon", "teLaat": "telaat"}


def measure_worklist(ground: Ground, app: Any, figures: Figures, sizes: list[int], times: int) -> None:
    """Every way of asking, at every size; how much slower the largest is than the smallest."""
    log_in = ground.log_in(app)
    division = Division(ground, log_in, worklist_queries(ground))
    # One case and one task: what they show may not depend on how many others there are.
    single = {"case": f"/zaken/{ground.original_case}", "task": f"/taken/{ground.original_task_id}"}
    last: dict[str, list[Series]] = {}
    for size in sizes:
        ground.grow_worklist(size)
        division.measure(figures, size, times)
        for name, query in worklist_queries(ground).items():
            api = measure(times, lambda query=query: log_in.api("/v1/taken", query))  # type: ignore[misc]
            page = measure(times, lambda query=query: log_in.page("/werklijst", on_page(query)))  # type: ignore[misc]
            last.setdefault(f"api_{name}", []).append(api)
            last.setdefault(f"page_{name}", []).append(page)
            for kind, text, series in (("api", "GET /v1/taken", api), ("page", "Werklijst", page)):
                figures.add_series(f"worklist_{kind}_{name}_{size}", f"{text}, {_TEXTS[name]}, {size} taken", series)
        for name, path in single.items():
            opened = measure(times, lambda path=path: log_in.page(path, {}))  # type: ignore[misc]
            last.setdefault(f"page_{name}", []).append(opened)
            figures.add_series(f"worklist_page_{name}_{size}", f"{_TEXTS[name]}, {size} taken", opened)
    _add_ratios(figures, last, sizes)
    division.compare(figures, sizes)
    with counting(ground.services.database.engine) as counted:
        log_in.page("/werklijst", {"toon": "alles"})
    figures.add("worklist_page_statements", "Werklijst: opdrachten aan de database", counted.statements, "")


def _add_ratios(figures: Figures, last: Mapping[str, list[Series]], sizes: list[int]) -> None:
    for name, series in last.items():
        kind, _, what = name.partition("_")
        of = "" if what in ("case", "task") else "GET /v1/taken, " if kind == "api" else "Werklijst, "
        asked = f"{of}{_TEXTS[what]}"
        text = f"{asked}: p95 bij {sizes[-1]} t.o.v. {sizes[0]}"
        goal = None if what == "kind" else FLAT
        figures.add(f"worklist_{name}_ratio", text, series[-1].p95 / series[0].p95, "×", goal)


def on_page(query: Mapping[str, str]) -> dict[str, str]:
    """The same question in the address of the page."""
    return {_ON_PAGE.get(key, key): "1" if value == "true" else value for key, value in query.items()}
