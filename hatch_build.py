"""Build hook: a wheel or sdist carries the built front end, also when nobody built it beforehand."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEndHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling leaves the configuration class open
    """Runs the front-end build, which does nothing when it is up to date."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build unless the install is editable: then the sources are used in place and run.py builds them."""
        if version == "editable":
            return
        script = Path(self.root) / "service" / "web" / "assets" / "build.py"
        subprocess.run([sys.executable, str(script)], check=True)  # noqa: S603 - our own script
        build_data["artifacts"].append("/service/web/static/gebouwd/**")
