"""The rules of the house that no other tool checks: sizes, time, names, what may stand in the tree, layers."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = {".py", ".mjs", ".js", ".css", ".html"}
MAX_FILE, MAX_FUNCTION = 250, 30
# A revision is as long as the change it makes.
REVISIONS = "service/migrations/versions/"
SKIPPED_FOLDERS = {"node_modules", "gebouwd", "__pycache__", "data", "build", "dist"}
BANNED_NAMES = re.compile(r"^(utils?|helpers?|managers?|misc|common|\w+_(utils?|helpers?|manager|service))$")
CLOCK = "service/adapters/clock"


@cache
def project_files() -> tuple[Path, ...]:
    """Everything that belongs to the project: what git knows or would add, or without git what is there."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return tuple(sorted(file for file in ROOT.rglob("*") if file.is_file() and not _skipped(file)))
    return tuple(sorted(file for name in shown.split("\0") if name and (file := ROOT / name).is_file()))


def _skipped(file: Path) -> bool:
    folders = file.relative_to(ROOT).parts[:-1]
    return any(name in SKIPPED_FOLDERS or (name.startswith(".") and name != ".ci") for name in folders)


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def python_files() -> Iterator[tuple[str, ast.Module]]:
    for file in project_files():
        name = name_of(file)
        if file.suffix == ".py" and not name.startswith(REVISIONS):
            yield name, ast.parse(file.read_text("utf-8"), name)


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, the docstring not counted: explaining must cost nothing."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None and len(function.body) > 1:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def test_no_source_file_is_longer_than_250_lines() -> None:
    sources = [file for file in project_files() if file.suffix in SOURCES and not name_of(file).startswith(REVISIONS)]
    lengths = {name_of(file): len(file.read_text("utf-8").splitlines()) for file in sources}
    assert lengths
    assert {name: length for name, length in lengths.items() if length > MAX_FILE} == {}


def test_no_function_is_longer_than_30_lines() -> None:
    functions = (
        (f"{name}:{node.lineno} {node.name}", body_lines(node))
        for name, tree in python_files()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert {where: length for where, length in functions if length > MAX_FUNCTION} == {}


def reads_the_clock(node: ast.AST) -> bool:
    """`datetime.now()`, `date.today()`, `time.time()`, `func.now()`: time that did not come through the Clock port."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owner = node.func.value
    last = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
    return (last, node.func.attr) in {
        *((kind, call) for kind in ("datetime", "date", "func") for call in ("now", "utcnow", "today")),
        *(("func", call) for call in ("current_timestamp", "current_date", "localtimestamp")),
        ("time", "time"),
    }


def test_time_comes_only_through_the_clock() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in python_files()
        if not name.startswith(CLOCK)
        for node in ast.walk(tree)
        if isinstance(node, ast.expr) and reads_the_clock(node)
    ]
    assert found == []


@pytest.mark.parametrize("source", ["datetime.now(UTC)", "dt.date.today()", "time.time()", "sa.func.now()"])
def test_the_rule_about_time_sees_each_way_to_break_it(source: str) -> None:
    assert reads_the_clock(ast.parse(source, mode="eval").body)


@pytest.mark.parametrize("source", ["clock.now()", "work.now", "step.today", "time.monotonic()"])
def test_the_rule_about_time_leaves_the_clock_port_alone(source: str) -> None:
    assert not reads_the_clock(ast.parse(source, mode="eval").body)


def test_no_module_has_a_name_that_says_nothing() -> None:
    found = [
        name for name, _ in python_files() if any(BANNED_NAMES.match(part) for part in Path(name).with_suffix("").parts)
    ]
    assert found == []


# Written in pieces, since this file too is searched.
MACHINE = re.compile(
    "|".join(
        (
            r"(?<![\w.:-])/(?:wor" + r"k|roo" + r"t|ho" + r"me|op" + r"t)/\w",
            r"registry\." + r"npmjs\.org",
            r"registry\." + r"yarnpkg\.com",
            r"files\." + r"pythonhosted\.org",
            r"\bpypi\." + r"org",
            r"deb\." + r"debian\.org",
        )
    )
)


def test_nothing_in_the_tree_names_a_path_of_a_machine_or_a_registry_host() -> None:
    found = []
    for file in project_files():
        try:
            text = file.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{name_of(file)}: {match[0]}" for match in MACHINE.finditer(text)]
    assert found == []


def test_the_locks_name_packages_and_hashes_only() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        lines = lock.read_text("utf-8").splitlines()
        odd = [line for line in lines if not re.match(r"[a-z0-9][\w.-]*==|    --hash=sha256:[0-9a-f]{64}|    #", line)]
        assert (lock.name, odd) == (lock.name, [])


def test_every_package_in_requirements_is_in_its_lock() -> None:
    for source in sorted((ROOT / "requirements").glob("*.in")):
        locked = source.with_suffix(".txt").read_text("utf-8").lower()
        wanted = re.findall(r"^([A-Za-z][\w.-]*)", source.read_text("utf-8"), re.MULTILINE)
        missing = [name for name in wanted if not re.search(rf"^{name.lower()}==", locked, re.MULTILINE)]
        assert (source.name, missing) == (source.name, [])


def test_every_part_of_the_service_has_its_place_in_the_layers() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = next(contract["layers"] for contract in config["contracts"] if contract["type"] == "layers")
    placed = set(re.findall(r"service\.(\w+)", " ".join(layers)))
    there = {name.split("/")[1].removesuffix(".py") for name, _ in python_files() if name.startswith("service/")}
    assert there - placed - {"__init__", "migrations"} == set()


def test_imports_only_point_down() -> None:
    """The contracts stand in pyproject.toml; `lint-imports` shows the chain of a broken one."""
    program = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
