"""The process that walks: a request on standard input, one line of JSON per process on standard output.

It limits itself first, so that no diagram can hold a machine: what takes too long or too much is ended by the system,
and whoever asked sees that a line is missing. It opens no files, no network and no database.
"""

import json
import math
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from service.engine import Library, ReleaseFiles
from service.engine.gate.models import read_base
from service.engine.gate.trial.options import Options
from service.engine.gate.trial.result import Stuck, Trial
from service.engine.gate.trial.stubs import stub
from service.engine.gate.trial.walk import Walk
from service.forms import Form, FormDefinitionError
from service.ports import HandlerParameter
from service.usecases.trial_answers import FormAnswers

# "Was this level open before?" is not a choice: it follows from the way the walk has gone.
REMEMBERED = frozenset({"al_open"})


@dataclass(frozen=True)
class Block:
    """A building block as the request describes it."""

    name: str
    parameters: tuple[HandlerParameter, ...]
    returns: tuple[str, ...]
    summary: str = ""
    subject: str = ""


class Blocks:
    """The building blocks of the request."""

    def __init__(self, described: Iterable[Mapping[str, Any]]) -> None:
        self._found = {one["name"]: _block(one) for one in described}

    def find(self, name: str) -> Block | None:
        return self._found.get(name)

    def all(self) -> Iterable[Block]:
        return self._found.values()


def _block(one: Mapping[str, Any]) -> Block:
    parameters = tuple(HandlerParameter(name, kind, required) for name, kind, required in one["parameters"])
    return Block(one["name"], parameters, tuple(one["returns"]))


def main() -> None:
    """Walk every process that is asked for; the arguments are CPU seconds for each process, and bytes of memory."""
    seconds, memory = (int(word) for word in sys.argv[1:3])
    allow(seconds, memory)
    request = json.loads(sys.stdin.buffer.read())
    for line in walk_all(request):
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
        allow(seconds, memory)


def allow(seconds: int, memory: int, written: int = 0) -> None:
    """From here on no more CPU time, memory and bytes in any file than this, where the system can."""
    try:
        import resource  # not on every system
    except ImportError:
        return
    used = math.ceil(time.process_time()) + seconds
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used if most == resource.RLIM_INFINITY else min(used, most), most))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))


def walk_all(request: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The result of every process, as soon as it is there."""
    diagrams = {key: text.encode() for key, text in request["diagrams"].items()}
    models = read_base(ReleaseFiles(0, "", diagrams, {}))
    forms = dict(_forms(request["forms"]))
    for key in request["processes"]:
        began = time.process_time()
        options = Options(models[key], models, forms)
        called = {node.calls for node in models[key].nodes.values() if node.calls in models}
        stubs = {name: stub(models[name], models[key]) for name in called if name is not None}
        library = _library({**stubs, key: diagrams[key]}, Blocks(request["blocks"]))
        answers = FormAnswers(forms, options.read)
        trial = Walk(library, options, answers, request["profiles"], REMEMBERED).go()
        yield {"process": key, "cpu": time.process_time() - began, **asdict(trial)}


def _library(diagrams: Mapping[str, bytes], blocks: Blocks) -> Library:
    files = ReleaseFiles(1, "proef", diagrams, {})
    return Library(lambda _release: files, blocks)


def _forms(sources: Mapping[str, str]) -> Iterator[tuple[str, Form]]:
    for form_id, text in sources.items():
        try:
            yield form_id, Form.parse(json.loads(text), form_id)
        except (ValueError, FormDefinitionError):
            continue  # reported before; its task is answered without it


def read_trial(line: Mapping[str, Any]) -> Trial:
    """What a line says."""
    stuck = tuple(Stuck(one["element"], one["reason"], tuple(one["way"])) for one in line["stuck"])
    return Trial(stuck, tuple(line["missed"]), line["whole"], line["states"], line["ended"])


if __name__ == "__main__":
    main()
