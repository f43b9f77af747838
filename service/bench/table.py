"""The figures as people and programs read them."""

import json

from service.bench.figures import Figure, Figures

_MET = {None: "", True: "gehaald", False: "niet gehaald"}


def as_json(figures: Figures) -> str:
    """One object: every figure by its key, with its goal where there is one."""
    found = {
        figure.key: {"waarde": figure.value, "eenheid": figure.unit, "doel": figure.goal, "gehaald": figure.met}
        for figure in figures.found
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def as_table(figures: Figures) -> str:
    """Lines of equal columns: what, how much, and whether the goal is met."""
    width = max(len(figure.text) for figure in figures.found)
    return "\n".join(_line(figure, width) for figure in figures.found)


def _line(figure: Figure, width: int) -> str:
    goal = "" if figure.goal is None else f"  (hoogstens {figure.goal:g}: {_MET[figure.met]})"
    return f"{figure.text:<{width}}  {shown(figure):>14}{goal}"


def shown(figure: Figure) -> str:
    """The value in its unit, with as many decimals as mean something."""
    decimals = 0 if figure.value >= 100 or figure.value == int(figure.value) else 2
    return f"{figure.value:.{decimals}f} {figure.unit}".strip()
