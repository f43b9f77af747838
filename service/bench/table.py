"""The figures as people and programs read them: a line as each one comes, JSON, and the table of the documentation."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from service.bench.figures import Figure, Figures, Surroundings

BEGIN, END = "<!-- cijfers: begin -->", "<!-- cijfers: eind -->"
_MET = {None: "", True: "gehaald", False: "niet gehaald"}
_SHOWN_MET = {None: "", True: "ja", False: "**nee**"}
_WIDTH = 72
_DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def as_json(figures: Figures, surroundings: Surroundings) -> str:
    """Where and when it was measured, and every figure by its key, with its goal where there is one."""
    found = {
        figure.key: {
            "tekst": figure.text,
            "waarde": figure.value,
            "eenheid": figure.unit,
            "doel": figure.goal,
            "gehaald": figure.met,
        }
        for figure in figures.found
    }
    return json.dumps({"meting": asdict(surroundings), "uitkomsten": found}, ensure_ascii=False, indent=2)


def as_line(figure: Figure) -> str:
    """One figure: what, how much, and whether its goal is met."""
    goal = "" if figure.goal is None else f"  doel hoogstens {figure.goal:g}: {_MET[figure.met]}"
    return f"{figure.text:<{_WIDTH}} {shown(figure.value, figure.unit):>14}{goal}"


def summary(figures: Figures) -> str:
    """How many goals are met, and which are not."""
    judged = [figure for figure in figures.found if figure.goal is not None]
    missed = [figure for figure in judged if not figure.met]
    lines = [f"{len(judged) - len(missed)} van {len(judged)} doelen gehaald."]
    return "\n".join([*lines, *(f"Niet gehaald: {each.text}, {shown(each.value, each.unit)}" for each in missed)])


def shown(value: float, unit: str) -> str:
    """The value in its unit, with as many decimals as mean something."""
    decimals = 0 if value >= 100 or value == int(value) else 2
    return f"{value:.{decimals}f} {unit}".strip()


def as_markdown(runs: Sequence[Mapping[str, Any]]) -> str:
    """One table with a column for each run, as `as_json` gave them; what only some of them have is a dash elsewhere."""
    names = [_DATABASES.get(run["meting"]["database"], run["meting"]["database"]) for run in runs]
    lines = [f"- {name}: {_surroundings(run['meting'])}" for name, run in zip(names, runs, strict=True)]
    head = ["Cijfer", "Doel", *names, "Gehaald"]
    rows = [_row(key, runs) for key in dict.fromkeys(key for run in runs for key in run["uitkomsten"])]
    rule = ["---", "---", *("---:" for _ in names), "---"]
    return "\n".join([*lines, "", *(f"| {' | '.join(row)} |" for row in (head, rule, *rows))])


def put_in(text: str, table: str) -> str:
    """A document with the table between its two marks replaced; raises ValueError when it has no such marks."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the document has no marks {BEGIN} and {END}")
    return f"{before}{begin}\n\n{table}\n\n{end}{after}"


def _row(key: str, runs: Sequence[Mapping[str, Any]]) -> list[str]:
    found = [run["uitkomsten"].get(key) for run in runs]
    first = next(figure for figure in found if figure is not None)
    goal = "" if first["doel"] is None else f"≤ {first['doel']:g} {first['eenheid']}".strip()
    values = [shown(figure["waarde"], figure["eenheid"]) if figure else "–" for figure in found]
    met = " / ".join(_SHOWN_MET[figure["gehaald"]] for figure in found if figure) if goal else ""
    return [first["tekst"].replace("|", "\\|"), goal, *values, met]


def _surroundings(measured: Mapping[str, Any]) -> str:
    return (
        f"gemeten op {measured['begonnen']}, {measured['omvang']}, {measured['kernen']} kernen, "
        f"Python {measured['python']}, belasting van de machine {measured['belasting_begin']:g} bij het begin en "
        f"{measured['belasting_eind']:g} bij het eind, duur {measured['duur_s']:.0f} s"
    )
