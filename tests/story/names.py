"""What people see instead of ids: the names of tasks, the e-mail addresses of accounts."""

from functools import cache
from xml.etree import ElementTree

from tests.world import ROOT, demo_regions

_TASK = "{http://www.omg.org/spec/BPMN/20100524/MODEL}userTask"


@cache
def _all_names() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in sorted((ROOT / "bpmn" / "landelijk").glob("*.bpmn")):
        for task in ElementTree.parse(file).iter(_TASK):  # noqa: S314 - our own diagrams
            found.setdefault(task.attrib["id"], []).append(task.attrib["name"])
    return found


def task_names(element: str) -> list[str]:
    """How tasks with this id are called: two diagrams may use the same id."""
    return list(dict.fromkeys(_all_names()[element]))


@cache
def _addresses() -> dict[str, str]:
    return {person["id"]: person["mail"] for person in demo_regions()["gebruikers"]}


def mail_of(who: str) -> str:
    """The address with which somebody logs in."""
    return _addresses()[who]
