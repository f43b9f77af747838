"""A process of its own that may be killed, for what nobody has approved yet: it cannot hold up or hurt the service."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final

import service

_ROOT: Final = Path(service.__file__).resolve().parents[1]
_START_SECONDS: Final = 60
# Those of several people wait for each other: together they must not take the machine.
_TURNS: Final = BoundedSemaphore(2)
# Nothing that the service knows, such as its keys, is handed to such a process.
_ENVIRONMENT: Final = ("PATH", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONTZPATH", "SYSTEMROOT", "LANG")


@dataclass(frozen=True)
class Limits:
    """What a child may take: seconds of CPU for each of its `parts`, and bytes of memory."""

    cpu_seconds: int
    memory_bytes: int
    parts: int


def run_child(module: str, limits: Limits, request: bytes) -> list[dict[str, Any]]:
    """What a child answers, a line of JSON each; one that was ended may leave fewer lines, never half of one."""
    output = _answer(module, limits, request)
    return [json.loads(line) for line in output.splitlines(keepends=True) if line.endswith(b"\n")]


def _answer(module: str, limits: Limits, request: bytes) -> bytes:
    command = [sys.executable, "-m", module, str(limits.cpu_seconds), str(limits.memory_bytes)]
    with (
        _TURNS,
        subprocess.Popen(  # noqa: S603  # our own interpreter and our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env=kept_environment(os.environ),
            start_new_session=True,
        ) as child,
    ):
        try:
            return child.communicate(request, timeout=_START_SECONDS + 2 * limits.cpu_seconds * limits.parts)[0]
        except subprocess.TimeoutExpired:
            child.kill()
            return child.communicate()[0]


def kept_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """What such a process is told of the machine."""
    return {name: environment[name] for name in _ENVIRONMENT if name in environment}
