"""What the next moment of an example will bring: it is played on a copy, and told."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from service.domain.actors import SYSTEM
from service.domain.errors import DomainError
from service.models import DryRun
from service.usecases.ways.trying import acting, files, looking, runs
from service.usecases.ways.trying.sandbox import Sandbox, opened
from service.usecases.ways.trying.shapes import TryTask
from service.usecases.work import WorkFactory

# A file is never written once it is there, so what was seen of it stays true.
_SEEN: dict[Path, tuple[str, ...]] = {}
_MOST = 200


def foresee(factory: WorkFactory, run: DryRun) -> Sequence[str]:
    """Dutch sentences about what happens when the clock goes to the next moment."""
    file = runs.file_of(factory, run)
    if file not in _SEEN:
        for old in list(_SEEN)[: max(len(_SEEN) - _MOST + 1, 0)]:
            _SEEN.pop(old, None)
        _SEEN[file] = _played(factory, run, file)
    return _SEEN[file]


def _played(factory: WorkFactory, run: DryRun, file: Path) -> tuple[str, ...]:
    with ExitStack() as stack:
        copy = stack.enter_context(files.next_file(file))
        stack.callback(files.remove, copy)
        box = stack.enter_context(opened(factory.services, copy, run.stands_at, run.content_hash))
        before = _Standing(box)
        try:
            acting.jump(box)
        except DomainError as refused:
            return (refused.message,)
        return tuple(before.told(_Standing(box)))


class _Standing:
    """What there was at one moment."""

    def __init__(self, box: Sandbox) -> None:
        with box.factory.read(SYSTEM) as work:
            self.lines = [line.text for line in looking.log(work)]
            self.sent = [(one.to, one.subject) for one in looking.messages(work)]
            self.tasks = {task.id: task for task in looking.open_tasks(work)}

    def told(self, after: "_Standing") -> list[str]:
        """What came since."""
        told = [*dict.fromkeys(after.lines[len(self.lines) :])]
        told += [f"{_task(task)} komt open te staan." for id_, task in after.tasks.items() if id_ not in self.tasks]
        told += [f"{_task(task)} vervalt." for id_, task in self.tasks.items() if id_ not in after.tasks]
        told += [f"E-mail aan {to}: «{subject}»." for to, subject in after.sent[len(self.sent) :]]
        return told or ["Het proces gaat verder, zonder dat iemand er iets van merkt."]


def _task(task: TryTask) -> str:
    return f"De taak «{task.name}» ({task.role_label.lower()})"
