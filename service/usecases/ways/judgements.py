"""What the gate found before, kept by everything it rests on: the same question is answered once, for all processes.

The quick checks of whoever is drawing are remembered in this process. Those with example cases take seconds, so they
are kept in a table: other web processes and whoever comes after a restart find them there.
"""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Set
from dataclasses import asdict
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import delete

import service
from service.engine.gate import Finding
from service.models import WayJudgement
from service.usecases.diagram_checks import Ground
from service.usecases.ways.contents import Files, digest
from service.usecases.work import Work

_MOST = 64
_LOCK = Lock()
_QUICK: OrderedDict[str, tuple[Finding, ...]] = OrderedDict()
# Scenarios go through the use cases and building blocks, as cases do.
_SOURCES = ("engine", "forms", "domain", "settings", "models", "usecases", "../handlers")


def question_of(ground: Ground, merged: Files, under: Files, place: str, *, trial: bool) -> str:
    """The hash of all that an answer rests on: files, building blocks, roles, terms, settings, and the rules."""
    known = ground.vocabulary
    rests_on = [
        rules_version(), place, trial, digest(merged, None), digest(under, None),
        [[one.name, one.summary, [asdict(given) for given in one.parameters], one.returns]
         for one in sorted(ground.catalogue.all(), key=lambda one: one.name)],
        dict(ground.roles), asdict(known), ground.trial.profiles, ground.trial.cpu_seconds, ground.trial.memory_bytes,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(rests_on, sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(value: Any) -> Any:
    # Sets have another order in every process.
    return (
        sorted(value, key=str) if isinstance(value, Set) else dict(value) if isinstance(value, Mapping) else str(value)
    )


@lru_cache(maxsize=1)
def rules_version() -> str:
    """The hash of what judges: the sources of gate, engine and forms, and the engine's library."""
    made = hashlib.sha256(version("SpiffWorkflow").encode())
    for file in sorted(_source_files()):
        made.update(f"\0{file.name}\0".encode() + file.read_bytes())
    return made.hexdigest()[:16]


def _source_files() -> Iterable[Path]:
    home = Path(service.__file__).parent
    for name in _SOURCES:
        yield from [home / name] if name.endswith(".py") else (home / name).rglob("*.py")


def find_quick(question: str) -> tuple[Finding, ...] | None:
    """What this process found lately, without example cases."""
    return _QUICK.get(question)


def remember_quick(question: str, found: tuple[Finding, ...]) -> None:
    """Keep it as long as this process lives, or until newer questions push it out."""
    with _LOCK:
        _QUICK[question] = found
        while len(_QUICK) > _MOST:
            _QUICK.popitem(last=False)


def find_kept(work: Work, question: str) -> tuple[Finding, ...] | None:
    """What any process found before, example cases included."""
    kept = work.session.get(WayJudgement, question)
    return tuple(Finding(**one) for one in kept.findings) if kept is not None else None


def keep(work: Work, question: str, found: Iterable[Finding]) -> None:
    """Keep an answer for all processes; what older rules found is of no use to anybody and goes."""
    work.session.execute(delete(WayJudgement).where(WayJudgement.rules != rules_version()))
    if work.session.get(WayJudgement, question) is None:
        findings = [asdict(one) for one in found]
        work.session.add(WayJudgement(question=question, rules=rules_version(), judged_at=work.now, findings=findings))
