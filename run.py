"""Installs what is needed and starts the service or runs the tests: `python3 run.py start`, `python3 run.py test`.

Standard library only. It makes `.venv`, installs the hash-locked packages, builds the front end and then hands over
to `procesregie serve --init` or pytest. What was installed is remembered by hash, so a second time takes no time.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMPS = VENV / "procesregie-stempels.json"
LOG = VENV / "procesregie-installatie.log"
FRONT_END = ROOT / "service" / "web" / "assets" / "build.py"
NODE_MISSING = 3
OLDEST_PYTHON = (3, 11)


class InstallFailed(Exception):
    """A step of the installation did not succeed; the message says which and what was printed."""


# ---------------------------------------------------------------------------------------------- showing progress


def run_step(title: str, command: Sequence[str | Path]) -> int:
    """Run a command with its output in the log; whoever waits sees the seconds pass. Returns the exit code."""
    began = time.monotonic()
    print(f"  {title} …", end="", flush=True)
    with LOG.open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, env=_environment())  # noqa: S603 - our own commands
        while (code := _wait(process)) is None:
            if sys.stdout.isatty():
                print(f"\r  {title} … {time.monotonic() - began:.0f} s", end="", flush=True)
    outcome = "klaar" if code == 0 else f"code {code}"
    finish(title, f"{outcome} ({time.monotonic() - began:.1f} s)")
    return code


def finish(title: str, outcome: str) -> None:
    """Complete the line that began with the title; in a terminal the seconds on it are overwritten."""
    print(f"\r  {title} … {outcome}" if sys.stdout.isatty() else f" {outcome}", flush=True)


def _wait(process: "subprocess.Popen[bytes]") -> int | None:
    try:
        return process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        return None


def _environment() -> dict[str, str]:
    """Without settings of a surrounding project that would send the installer elsewhere."""
    kept = {key: value for key, value in os.environ.items() if key not in {"VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME"}}
    return kept | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "UV_NO_CONFIG": "1", "PYTHONUTF8": "1"}


def require_step(title: str, *attempts: Sequence[str | Path]) -> None:
    """Run the first of these commands that succeeds; InstallFailed when none does."""
    for number, command in enumerate(attempts):
        if run_step(title if number == 0 else f"{title} (anders)", command) == 0:
            return
    tail = "\n".join(LOG.read_text(errors="replace").splitlines()[-25:])
    raise InstallFailed(f"{title}: dit is niet gelukt. De laatste regels van {LOG.relative_to(ROOT)}:\n\n{tail}")


# ---------------------------------------------------------------------------------------------- remembering


def hash_of(*files: Path) -> str:
    digest = hashlib.sha256(str(VENV).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def read_stamps() -> dict[str, str]:
    try:
        found = json.loads(STAMPS.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def once(name: str, files: Sequence[Path], action: Callable[[], None]) -> None:
    """Carry out `action` unless it was done before for exactly these files."""
    stamps, wanted = read_stamps(), hash_of(*files)
    if stamps.get(name) == wanted:
        return
    action()
    STAMPS.write_text(json.dumps(stamps | {name: wanted}, indent=1))


# ---------------------------------------------------------------------------------------------- installing


def ensure_environment() -> None:
    """A virtual environment of this version of Python; one of another version or a broken one is made anew."""
    if _environment_version() == f"{sys.version_info[0]}.{sys.version_info[1]}":
        return
    began = time.monotonic()
    print("  Python-omgeving maken …", end="", flush=True)
    try:
        venv.EnvBuilder(with_pip=True, clear=True).create(VENV)
    except (subprocess.CalledProcessError, OSError) as failure:
        shutil.rmtree(VENV, ignore_errors=True)  # Half an environment would pass for a whole one next time.
        hint = "Op Debian en Ubuntu ontbreekt dan het pakket python3-venv: installeer dat en probeer het opnieuw."
        raise InstallFailed(f"De map .venv maken lukt niet ({failure}). {hint}") from failure
    finish("Python-omgeving maken", f"klaar ({time.monotonic() - began:.1f} s)")


def _environment_version() -> str | None:
    """The version as the environment itself says it; None when there is no working environment."""
    try:
        lines = (VENV / "pyvenv.cfg").read_text().splitlines()
    except OSError:
        return None
    version = next((line.split("=")[1].strip() for line in lines if line.startswith("version")), "")
    has_pip = any(VENV.glob("[Ll]ib/**/site-packages/pip/__init__.py"))
    return ".".join(version.split(".")[:2]) if PYTHON.exists() and has_pip else None


def requirements(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def install(name: str, title: str) -> None:
    """Install one locked list; uv does it ten times as fast as pip, which takes over where uv is not allowed."""
    lock = requirements(name)
    options = ("install", "--require-hashes", "-r", lock)
    by_uv = (PYTHON, "-m", "uv", "pip", *options, "--python", PYTHON)
    by_pip = (PYTHON, "-m", "pip", *options)
    attempts = (by_pip,) if name == "build" else (by_uv, by_pip)
    once(name, [lock], lambda: require_step(title, *attempts))


def install_project() -> None:
    """Install the project itself in place, so that a change in the sources needs no new install."""
    options = ("install", "--no-deps", "--no-build-isolation", "-e", ROOT)
    attempts = ((PYTHON, "-m", "uv", "pip", *options, "--python", PYTHON), (PYTHON, "-m", "pip", *options))
    files = [ROOT / "pyproject.toml", ROOT / "hatch_build.py"]
    once("project", files, lambda: require_step("Procesregie installeren", *attempts))


def build_front_end() -> None:
    """Build pages' scripts and styles when they changed; without a usable Node.js that comes from PyPI."""
    if subprocess.run([PYTHON, FRONT_END, "--check"], check=False).returncode == 0:  # noqa: S603 - our own script
        return
    title = "Voorkant bouwen"
    code = run_step(title, (PYTHON, FRONT_END))
    if code == NODE_MISSING:
        install("node", "Node.js installeren")
        code = run_step(title, (PYTHON, FRONT_END))
    if code != 0:
        require_step(title, (PYTHON, FRONT_END))


def install_all(lists: Sequence[tuple[str, str]]) -> None:
    ensure_environment()
    install("build", "Installatiegereedschap")
    for name, title in lists:
        install(name, title)
    install_project()
    build_front_end()


# ---------------------------------------------------------------------------------------------- handing over


def hand_over(*command: str | Path) -> int:
    """Become the given program, so that signals reach it directly; Windows has no such thing and waits."""
    words = [str(word) for word in command]
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(words[0], words)  # noqa: S606 - our own program
    return subprocess.call(words)  # noqa: S603 - idem


def start(options: argparse.Namespace) -> int:
    """Install and serve: `procesregie serve --init` migrates, loads the demo once, shows address and log-ins."""
    install_all([("app", "Python-pakketten installeren")])
    program = BIN / ("procesregie.exe" if os.name == "nt" else "procesregie")
    given = ["--port", options.port, "--host", options.host, "--data", options.data]
    chosen = [str(word) for name, value in zip(given[::2], given[1::2], strict=True) if value for word in (name, value)]
    return hand_over(program, "serve", "--init", *chosen, *(["--leeg"] if options.leeg else []))


def test(arguments: Sequence[str]) -> int:
    """Install what the tests need and run them: all, on both databases and every core, or what the arguments say."""
    install_all([("test", "Python-pakketten installeren")])
    os.chdir(ROOT)
    everything = ["-n", "auto", "--dist", "worksteal", "--database", "both"]
    return hand_over(PYTHON, "-m", "pytest", *(arguments or everything))


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="run.py", description="Procesregie installeren en starten, of testen.")
    commands = made.add_subparsers(dest="command", required=True, metavar="start|test")
    begin = commands.add_parser("start", help="installeert wat nodig is en start de dienst")
    begin.add_argument("--port", type=int, help="poort (standaard 8000)")
    begin.add_argument("--host", help="adres waarop de dienst luistert (standaard 127.0.0.1)")
    begin.add_argument("--data", type=lambda text: Path(text).resolve(), help="map voor de gegevens (standaard data)")
    begin.add_argument("--leeg", action="store_true", help="wel regio's, teams en mensen, geen casussen")
    commands.add_parser("test", help="installeert wat nodig is en draait de tests; argumenten gaan naar pytest")
    return made


def main(words: Sequence[str]) -> int:
    if sys.version_info[:2] < OLDEST_PYTHON:
        sys.exit("Procesregie heeft Python 3.11 of nieuwer nodig.")
    try:
        if list(words[:1]) == ["test"]:
            return test(words[1:])
        return start(parser().parse_args(words))
    except InstallFailed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
