"""The worklist for many: how many tasks each saved filter finds, and giving a pile of tasks to somebody else."""

from collections.abc import Mapping
from typing import Any

from service.bench.asking import LoggedIn
from service.bench.figures import FLAT, Figures, Series, counting, measure
from service.bench.ground import Ground

_TIMES = 20
_PILE = 10


class Division:
    """The same questions at every size of the worklist; what is given away is given back."""

    def __init__(self, ground: Ground, log_in: LoggedIn, queries: Mapping[str, Mapping[str, str]]) -> None:
        self._ground, self._log_in = ground, log_in
        mine = {"bereik": "mijn", "team": ground.team_key, "aantal": str(_PILE)}
        self._pile = {**mine, "rol": queries["role"]["rol"]}
        self._counted, self._given = list[Series](), list[Series]()
        for name, query in queries.items():
            wanted = {key: value == "true" or value for key, value in query.items() if key != "na"}
            log_in.send("/v1/filters", {"naam": name, "vraag": wanted})

    def measure(self, figures: Figures, size: int, times: int) -> None:
        """Counts of all saved filters, and a pile of one's own tasks given away."""
        self._counted.append(measure(times, lambda: self._log_in.api("/v1/filters", {})))
        self._given.append(measure(min(times, _TIMES), self._give_and_take_back, warm=1))
        figures.add_series(f"filters_{size}", f"Aantallen per bewaard filter, {size} taken", self._counted[-1])
        figures.add_series(f"divide_{size}", f"{_PILE} taken toewijzen en terug, {size} taken", self._given[-1])

    def compare(self, figures: Figures, sizes: list[int]) -> None:
        """How much slower the largest worklist is than the smallest."""
        for key, text, series in (
            ("filters", "Aantallen per bewaard filter", self._counted),
            ("divide", f"{_PILE} taken toewijzen en terug", self._given),
        ):
            ratio = series[-1].p95 / series[0].p95
            figures.add(f"{key}_ratio", f"{text}: p95 bij {sizes[-1]} t.o.v. {sizes[0]}", ratio, "×", FLAT)
        with counting(self._ground.services.database.engine) as counted:
            self._log_in.api("/v1/filters", {})
        figures.add("filters_statements", "Aantallen per bewaard filter: opdrachten", counted.statements, "")

    def _give_and_take_back(self) -> None:
        listed: Any = self._log_in.api("/v1/taken", self._pile).get_json()
        tasks = [row["id"] for row in listed["resultaten"]]
        for account in (self._ground.colleague_id, self._ground.person.account_id):
            given = {"taken": tasks, "account": account, "reden": "Meting"}
            done = self._log_in.send("/v1/taken/toewijzingen", given).get_json()
            if len(done["toegewezen"]) != len(tasks):
                raise RuntimeError(f"not all tasks were given: {done}")
