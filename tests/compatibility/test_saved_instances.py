"""Whatever a release saved can be read and goes on; an upgrade of the engine is proven by that, or refused."""

import json
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from service.engine import EngineError, Library, Runner, Snapshot
from service.engine.model_reader import read_process
from tests.compatibility.recording import FIXTURES, Tape, library_of, looks, take, write

ROOT = Path(__file__).parents[2]
FILES = sorted(FIXTURES.glob("*.zip"))


@cache
def opened(file: Path) -> tuple[Library, Mapping[str, Any], Mapping[str, bytes]]:
    """The release of a file, what was written down about its states, and the states."""
    with zipfile.ZipFile(file) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    diagrams = {Path(name).stem: data for name, data in content.items() if name.startswith("diagrams/")}
    models = {key: read_process(etree.fromstring(data)) for key, data in diagrams.items()}
    states = {name.removeprefix("states/"): data for name, data in content.items() if name.startswith("states/")}
    return library_of(diagrams, models), json.loads(content["states.json"]), states


def labels() -> list[tuple[str, str]]:
    return [(file.name, label) for file in FILES for label in opened(file)[2]]


def refusal(about: Mapping[str, Any], label: str, what: str, error: object) -> str:
    """What a failing upgrade says."""
    return (
        f"{label}, saved on release {about['release']} by SpiffWorkflow {about['spiffworkflow']}, {what} with "
        f"SpiffWorkflow {version('spiffworkflow')}: {error}. Running cases would stand still. Keep the old version in "
        "requirements/app.in, or first make the codec (service/engine/codec.py) read the old states."
    )


def go_on(file: Path, label: str, state: bytes | None = None) -> None:
    """Load a saved state and take its next step; AssertionError says what an upgrade would break."""
    library, about, states = opened(file)
    kept, runner = about["states"][label], Runner(library)
    snapshot = Snapshot(1, kept["process"], states[label] if state is None else state)
    tape = Tape(datetime.fromisoformat(kept["now"]), kept["settings"], kept["answers"])
    try:
        seen = looks(runner.inspect(snapshot, tape.replay()))
    except EngineError as error:
        raise AssertionError(refusal(about, label, "cannot be read", error)) from error
    assert seen == kept["looks"], refusal(about, label, "says something else", seen)
    try:
        after = looks(take(runner, snapshot, kept["action"], tape.replay()))
    except Exception as error:
        raise AssertionError(refusal(about, label, "does not go on", error)) from error
    assert after == kept["after"], refusal(about, label, "goes on in another way", after)


@pytest.mark.parametrize(("file", "label"), labels())
def test_what_a_release_saved_goes_on(file: str, label: str) -> None:
    go_on(FIXTURES / file, label)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_process_of_a_release_is_kept_in_more_than_one_state(file: Path) -> None:
    _, about, states = opened(file)
    with zipfile.ZipFile(file) as archive:
        processes = {Path(name).stem for name in archive.namelist() if name.startswith("diagrams/")}
    assert {kept["process"] for kept in about["states"].values()} == processes
    assert len(states) >= 2 * len(processes)
    assert file.stat().st_size < 512 * 1024


def test_there_is_a_file_for_every_release() -> None:
    assert [file.stem for file in FILES] == [f"landelijk-{number}" for number in range(1, len(FILES) + 1)]


def test_a_state_that_cannot_be_read_says_what_to_do() -> None:
    [label, *_] = opened(FILES[0])[2]
    with pytest.raises(AssertionError, match="Keep the old version in requirements/app.in") as caught:
        go_on(FILES[0], label, b"something else")
    assert "cannot be read with SpiffWorkflow" in str(caught.value)


def test_the_engine_is_pinned_exactly_and_is_the_one_installed() -> None:
    pinned = re.search(r"^spiffworkflow==([\w.]+)$", (ROOT / "requirements/app.in").read_text("utf-8"), re.MULTILINE)
    assert pinned, "requirements/app.in must name one version of SpiffWorkflow: states differ between versions"
    assert version("spiffworkflow") == pinned[1]
    for lock in ("app.txt", "test.txt"):
        assert f"spiffworkflow=={pinned[1]} " in (ROOT / "requirements" / lock).read_text("utf-8")


def test_recording_a_release_gives_a_file_that_passes(tmp_path: Path) -> None:
    file = tmp_path / "landelijk-9.zip"
    count = write("landelijk-9", file)
    _, about, states = opened(file)
    assert (count, about["release"], about["spiffworkflow"]) == (len(states), "landelijk-9", version("spiffworkflow"))
    for label in sorted(states)[::5]:
        go_on(file, label)
