"""The command procesregie: what each command does, says and returns."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from service.cli import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installation with tables and nothing in it."""
    for name in os.environ:
        if name.startswith("PROCESREGIE_"):
            monkeypatch.delenv(name)
    assert main(["db", "upgrade", "--data", str(tmp_path / "data")]) == 0
    return str(tmp_path / "data")


def test_an_upgrade_twice_is_harmless(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["db", "upgrade", "--data", data]) == 0
    assert "De database is bijgewerkt." in capsys.readouterr().out


@pytest.mark.parametrize("words", [["tick"], ["clock", "show"], ["token", "a@b.example"], ["serve"], ["worker"]])
def test_without_tables_every_command_says_what_to_do_first(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--data", str(tmp_path)]) == 1
    assert "Draai eerst: procesregie db upgrade" in capsys.readouterr().err


def test_a_tick_reports_in_numbers(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tick", "--data", data]) == 0
    assert "0 termijnen verwerkt, 0 mislukt, 0 e-mails verstuurd." in capsys.readouterr().out


def test_the_clock_of_a_demo_moves_and_stays_moved(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(data, "demo").touch()
    assert main(["clock", "set", "2026-01-05", "--data", data]) == 0
    assert main(["clock", "forward", "10wd", "--data", data]) == 0
    assert "Onderweg is niets vanzelf gebeurd." in capsys.readouterr().out
    assert main(["clock", "show", "--data", data]) == 0
    assert capsys.readouterr().out.rstrip().endswith("Het is hier maandag 19 januari 2026, 12:00 uur.")
    assert main(["clock", "forward", "2026-01-01", "--data", data]) == 1
    assert "alleen vooruit" in capsys.readouterr().err


def test_outside_the_demo_the_clock_shows_the_real_time_and_does_not_move(
    data: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["clock", "show", "--data", data]) == 0
    assert "Dit is de echte tijd." in capsys.readouterr().out
    assert main(["clock", "forward", "5d", "--data", data]) == 1
    assert "alleen in de demo" in capsys.readouterr().err


def test_a_token_is_only_for_somebody_who_exists(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "niemand@voorbeeld.example", "--data", data]) == 1
    assert "geen account met het e-mailadres" in capsys.readouterr().err


def test_the_shipped_diagrams_pass_the_check(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["bpmn", "check", str(ROOT / "bpmn" / "landelijk"), "--json", "--data", data])
    said = json.loads(capsys.readouterr().out)
    assert [finding for finding in said["bevindingen"] if finding["ernst"] == "fout"] == []
    assert said["magDraaien"]
    assert said["keurtijd"]["diagrammen"] == len(list((ROOT / "bpmn" / "landelijk").glob("*.bpmn")))
    assert code == 0


def test_a_bad_diagram_fails_the_check_and_says_why(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "ret_belmoment.bpmn"
    bad.write_bytes((ROOT / "bpmn/landelijk/ret_belmoment.bpmn").read_bytes().replace(b"termijn(", b"trmijn("))
    assert main(["bpmn", "check", str(bad), "--data", data]) == 1
    out = capsys.readouterr().out
    assert f"{bad}:" in out
    assert "fout:" in out
    assert main(["bpmn", "check", str(tmp_path / "niets.bpmn"), "--data", data]) == 1
    assert "bestaat niet" in capsys.readouterr().err


def test_an_unknown_setting_in_the_environment_stops_every_command(
    data: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROCESREGIE_SMPT_URL", "smtp://x")
    assert main(["tick", "--data", data]) == 1
    assert "De instelling «smpt_url» bestaat niet" in capsys.readouterr().err


@pytest.mark.slow
def test_a_first_start_makes_everything_ready_and_serves(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = "import sys; from service.cli import main; sys.exit(main())"
    words = ["serve", "--init", "--leeg", "--data", str(tmp_path), "--port", str(port), "--host", "127.0.0.1"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PROCESREGIE_")}
    running = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", program, *words], cwd=ROOT, env=clean, stdout=subprocess.PIPE, text=True
    )
    try:
        said = _read_until(running, "De anderen staan op de inlogpagina.")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/inloggen", timeout=60) as answer:
            page = str(answer.read().decode())
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=60) == 0
    finally:
        # Whatever goes wrong, nobody waits for a server that nobody told to stop.
        running.kill()
        running.communicate()
    assert "samenverder" in said
    assert "pr1@voorbeeld.example" in said
    assert "Inloggen" in page


def _read_until(running: "subprocess.Popen[str]", last: str) -> str:
    said = ""
    assert running.stdout is not None
    while last not in said:
        line = running.stdout.readline()
        assert line, said
        said += line
    return said
