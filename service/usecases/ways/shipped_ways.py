"""The regional ways of working that are shipped as examples: read from their folders, to tell of in the handbook."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from service.usecases.releases import read_files
from service.usecases.ways.contents import title_of

FOLDER = "varianten"


@dataclass(frozen=True)
class ShippedWay:
    """One of them; `files` are the names of its processes and forms as people know them."""

    region: str
    key: str
    title: str
    note: str
    diagrams: Sequence[str]
    forms: Sequence[str]


def shipped_ways(bpmn_dir: Path) -> list[ShippedWay]:
    """Every folder of bpmn/varianten, by region and key."""
    return [_read(path) for path in sorted((bpmn_dir / FOLDER).glob("*/*/")) if (path / "werkwijze.toml").is_file()]


def _read(path: Path) -> ShippedWay:
    about = tomllib.loads((path / "werkwijze.toml").read_text(encoding="utf-8"))
    names: dict[str, list[str]] = {"diagram": [], "form": []}
    for (kind, name), content in sorted(read_files(path).items()):
        names[kind].append(title_of((kind, name), content))
    title, note = about.get("titel", path.name), about.get("toelichting", "")
    return ShippedWay(path.parent.name, path.name, title, note, names["diagram"], names["form"])
