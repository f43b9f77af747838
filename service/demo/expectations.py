"""What a line says that follows by itself is never entered: it must have happened, on its day."""

from collections.abc import Callable, Mapping

from service.demo.defects import DemoDefect
from service.demo.script import CaseScript, Line
from service.usecases.open_work import happened, heard, list_open_work, shown_state, valid_plan_number
from service.usecases.work import Work, WorkFactory


def expect(factory: WorkFactory, line: Line, number: str) -> None:
    """Check everything a line says about what the service did; raises DemoDefect with what is not so."""
    with factory.read() as work:
        kind = line.action.expect
        if kind is not None and not happened(work, number, kind, line.at.date()):
            raise _defect(line, f"did not happen by itself (event {kind})")
        for name, check in _CHECKS.items():
            if name in line.raw and not check(work, line, number):
                raise _defect(line, f"{name} is not {line.raw[name]}")


def expect_ending(factory: WorkFactory, script: CaseScript, number: str) -> None:
    """A case that was played wholly must end in the state its history says."""
    if script.later:
        return
    with factory.read() as work:
        found = shown_state(work, number)
    if found != script.facts["status"]:
        raise DemoDefect(f"{script.number}: ends as {found}, its history says {script.facts['status']}")


def _told(work: Work, line: Line, number: str) -> bool:
    return set(line.raw["aan"]) <= heard(work, number, line.step)


def _due(work: Work, line: Line, number: str) -> bool:
    return line.raw["vervalt"] in {task.due_on for task in list_open_work(work, number)}


def _plan(work: Work, line: Line, number: str) -> bool:
    return valid_plan_number(work, number) == int(line.raw["planversie"])


_CHECKS: Mapping[str, Callable[[Work, Line, str], bool]] = {"aan": _told, "vervalt": _due, "planversie": _plan}


def _defect(line: Line, what: str) -> DemoDefect:
    return DemoDefect(f"{line.case}: «{line.step}» on {line.at:%Y-%m-%d}: {what}")
