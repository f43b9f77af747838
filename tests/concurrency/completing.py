"""Somebody in a process of their own, who completes the tasks that are asked for, line by line.

`python -m tests.concurrency.completing <database> <folder> <now>`; answers `done`, or the name of the refusal.
"""

import sys
from datetime import datetime
from pathlib import Path

from service.domain.actors import Actor
from service.domain.errors import DomainError
from service.usecases import tasks
from tests.world import World


def complete(world: World, actor: Actor, task_id: int) -> str:
    try:
        with world.factory.write(actor) as work:
            tasks.complete(work, task_id, {"tekst": "klaar"})
    except DomainError as refused:
        return type(refused).__name__
    return "done"


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main() -> None:
    url, folder, now = sys.argv[1:]
    world = World(Path(folder), datetime.fromisoformat(now), url)
    actor = world.actor("u-sec")
    say("ready")
    for line in sys.stdin:
        say(complete(world, actor, int(line)))
    world.close()


if __name__ == "__main__":
    main()
