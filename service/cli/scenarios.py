"""The command bpmn scenario: do the scenarios of a folder or file again, without a database."""

import argparse
import json
from pathlib import Path

from service.cli.installation import Stop, read_settings
from service.usecases.releases import NATIONAL, read_files
from service.usecases.ways.trying.people import SandboxRegion
from service.usecases.ways.trying.playing import PlayGround
from service.usecases.ways.trying.regions import NATIONAL_REGION
from service.usecases.ways.trying.rehearsing import play_all, read_findings
from service.usecases.ways.trying.scenario import FOLDER, KIND, scenarios_of


def play_scenarios(options: argparse.Namespace) -> int:
    """Do them again; exit code 1 when one goes otherwise."""
    settings = read_settings(options)
    national = read_files(settings.bpmn_dir / NATIONAL)
    own, only = _own(options.bestand)
    files = {**national, **own}
    guarding = scenarios_of(national)
    region = SandboxRegion(options.region, options.region, True) if options.region else NATIONAL_REGION
    wrong = read_findings(files)
    found = [("", one) for one in wrong] or play_all(
        settings.config_dir, PlayGround(_chosen(files, only), national, region), {} if only else guarding
    )
    names = sorted(scenarios_of(_chosen(files, only)))
    if options.json:
        rows = [{"scenario": name, "anders": [one.message for key, one in found if key == name]} for name in names]
        print(json.dumps({"scenarios": rows, "fouten": [one.message for one in wrong]}, ensure_ascii=False, indent=2))
    else:
        for key, one in found:
            print(f"{key or one.file}: {one.message}")
        print(f"{len(names)} scenario's nagespeeld, {len(found)} keer anders.")
    return int(bool(found))


def _own(path: Path | None) -> tuple[dict[tuple[str, str], bytes], str]:
    """The files that are laid over the national ones, and the one scenario that was asked for (empty: all)."""
    if path is None:
        return {}, ""
    if not path.exists():
        raise Stop(f"Dit bestand of deze map bestaat niet: {path}")
    if path.is_dir():
        return read_files(path), ""
    if path.suffix != ".json" or path.parent.name != FOLDER:
        raise Stop(f"Een scenario is een .json-bestand in een map «{FOLDER}»; {path.name} is dat niet.")
    return {**read_files(path.parent.parent), (KIND, path.stem): path.read_bytes()}, path.stem


def _chosen(files: dict[tuple[str, str], bytes], only: str) -> dict[tuple[str, str], bytes]:
    return {key: data for key, data in files.items() if key[0] != KIND or not only or key[1] == only}
