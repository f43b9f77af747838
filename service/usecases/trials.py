"""Trying diagrams out in a process of its own that may be killed: no diagram can hold up or hurt the service."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.engine.gate.trial.result import Trial
from service.ports import HandlerCatalogue
from service.settings import RegionConfig, Setting
from service.usecases import trial_child
from service.usecases.children import Limits, run_child


@dataclass(frozen=True)
class TrialGround:
    """What a trial needs besides diagrams and forms: the building blocks and the settings to walk with."""

    catalogue: HandlerCatalogue
    profiles: Sequence[Mapping[str, Any]]
    cpu_seconds: int = 15  # for each process
    memory_bytes: int = 1024**3


def profiles_of(config: RegionConfig) -> list[dict[str, Any]]:
    """The settings of a region as they are, and once with every answer another one."""
    settings = config.settings()
    return [{one.key: one.value for one in settings}, {one.key: _another(one) for one in settings}]


def _another(setting: Setting) -> Any:
    if setting.kind == "janee":
        return not setting.value
    if setting.kind == "getal":
        return 0 if setting.value else 50_000
    if setting.kind == "keuze":
        return next((choice for choice in setting.choices if choice != setting.value), setting.value)
    return setting.value


def try_out(
    ground: TrialGround, diagrams: Mapping[str, bytes], forms: Mapping[str, bytes], processes: Iterable[str]
) -> dict[str, Trial | None]:
    """The trial of each of these processes, by key; None for one whose trial had to be broken off."""
    left, found = list(processes), dict[str, Trial | None]()
    while left:
        request = {**_request(ground, diagrams, forms), "processes": left}
        limits = Limits(ground.cpu_seconds, ground.memory_bytes, len(left))
        for line in run_child(trial_child.__name__, limits, json.dumps(request).encode()):
            found[line["process"]] = trial_child.read_trial(line)
        unfinished = [key for key in left if key not in found]
        # The first without an answer is the one that was being walked when it ended; the others get another turn.
        found.update(dict.fromkeys(unfinished[:1]))
        left = unfinished[1:]
    return found


def _request(ground: TrialGround, diagrams: Mapping[str, bytes], forms: Mapping[str, bytes]) -> dict[str, Any]:
    blocks = [
        {
            "name": found.name,
            "parameters": [[one.name, one.type, one.required] for one in found.parameters],
            "returns": list(found.returns),
        }
        for found in ground.catalogue.all()
    ]
    return {
        "diagrams": {key: data.decode("utf-8-sig") for key, data in diagrams.items()},
        "forms": {key: data.decode("utf-8-sig", "replace") for key, data in forms.items()},
        "blocks": blocks,
        "profiles": list(ground.profiles),
    }
