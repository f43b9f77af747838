"""The process that does scenarios again: a request on standard input, one line of JSON per scenario on standard output.

It limits itself first: CPU time, memory, the size of what it writes. It writes in the folder that it is given and
nowhere else, knows no key or database of the service, and sends nothing.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import handlers
from service.adapters.clock import SystemClock
from service.db import Database
from service.engine import Library, Runner
from service.settings import RegionSettings, Settings
from service.usecases.trial_child import allow
from service.usecases.ways.trying.holding import Difference
from service.usecases.ways.trying.people import SandboxRegion
from service.usecases.ways.trying.playing import PlayGround, play
from service.usecases.ways.trying.rehearsing import decoded
from service.usecases.ways.trying.scenario import KIND, Scenario, read_scenario
from service.usecases.work import Services

_FILE_BYTES = 64 * 1024 * 1024


def main() -> None:
    """Do every scenario that is asked for; the arguments are CPU seconds for each, and bytes of memory."""
    seconds, memory = (int(word) for word in sys.argv[1:3])
    allow(seconds, memory, _FILE_BYTES)
    for line in play_all(json.loads(sys.stdin.buffer.read())):
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
        allow(seconds, memory, _FILE_BYTES)


def play_all(request: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The differences of every scenario, as soon as they are there."""
    services = _services(Path(request["config"]), Path(request["folder"]))
    files, under = decoded(request["files"]), decoded(request["under"])
    ground = PlayGround(files, under, SandboxRegion(**request["region"]))
    for name in request["scenarios"]:
        differences = _play(services, ground, read_scenario(name, files[KIND, name]))
        yield {"scenario": name, "differences": [asdict(one) for one in differences]}


def _play(services: Services, ground: PlayGround, scenario: Scenario) -> list[Difference]:
    """What nobody foresaw is a difference as well: the others are done all the same."""
    try:
        return play(services, ground, scenario)
    except Exception as error:
        text = f"Het naspelen ging onverwacht mis ({type(error).__name__}: {error})."
        return [Difference(None, None, None, text)]


def _services(config_dir: Path, folder: Path) -> Services:
    """A service of which only its sandboxes are used."""
    environment = {"PROCESREGIE_CONFIG_DIR": str(config_dir)}
    empty = f"sqlite:///{folder / 'leeg.db'}"
    settings = Settings.load(environment, data_dir=folder, secret_key="proef", database_url=empty)  # noqa: S106
    catalogue = handlers.catalogue()

    def nothing(_release_id: int) -> Any:
        raise LookupError("only sandboxes have releases here")

    library = Library(nothing, catalogue)
    return Services(
        database=Database(settings.database_url),
        clock=SystemClock(),
        library=library,
        runner=Runner(library),
        regions=RegionSettings(settings.regions_dir),
        handlers=catalogue,
        settings=settings,
    )


if __name__ == "__main__":
    main()
