"""Lines that happen by themselves are never entered: they must have happened."""

from service.demo.defects import DemoDefect
from service.demo.script import Line
from service.usecases.open_work import happened
from service.usecases.work import WorkFactory


def expect(factory: WorkFactory, line: Line) -> None:
    """Check that what this line says happened by itself on its day; raises DemoDefect otherwise."""
    kind = line.action.expect
    if kind is None:
        return
    with factory.read() as work:
        texts = happened(work, line.case, kind, line.at.date())
    if not texts:
        raise DemoDefect(f"{line.case}: «{line.step}» on {line.at:%Y-%m-%d} did not happen by itself (event {kind})")
