"""The roles that a lane of a diagram may have."""

import tomllib
from collections.abc import Mapping
from pathlib import Path


def lane_roles(config_dir: Path) -> Mapping[str, str]:
    """Key and Dutch name of every role in config/rollen.toml."""
    roles: Mapping[str, str] = tomllib.loads((config_dir / "rollen.toml").read_text(encoding="utf-8"))["rollen"]
    return roles
