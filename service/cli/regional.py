"""Regions: what is missing before one may be used, and bringing it into use."""

import argparse

from service.cli.installation import open_services
from service.domain.actors import SYSTEM
from service.domain.deadlines import dutch_date
from service.usecases.diagram_checks import MISTAKE
from service.usecases.regions import RegionView, activate_region, get_region, list_regions
from service.usecases.ways.loading import Wanted, load_way
from service.usecases.work import WorkFactory


def check_regions(options: argparse.Namespace) -> int:
    """Say what is missing, one line each; exit code 1 when something blocks."""
    with WorkFactory(open_services(options)).read(SYSTEM) as work:
        found = [get_region(work, options.regio)] if options.regio else list_regions(work)
    for region in found:
        _print(region)
    return int(not all(region.is_ready for region in found))


def activate(options: argparse.Namespace) -> int:
    with WorkFactory(open_services(options)).write(SYSTEM) as work:
        _print(activate_region(work, options.regio))
    return 0


def load(options: argparse.Namespace) -> int:
    """Bring a way of working in from a folder; exit code 1 when it stays a draft with mistakes."""
    wanted = Wanted(options.map, options.regio, options.auteur, options.akkoord or "", options.vanaf)
    loaded = load_way(WorkFactory(open_services(options)), wanted)
    for found in loaded.findings:
        print(f"{found.file}: {found.severity}: {found.message} [{found.rule}]")
    if loaded.release_key is not None:
        print(f"De werkwijze is goedgekeurd als {loaded.release_key}. Nieuwe zaken beginnen ermee vanaf haar dag.")
    elif any(found.severity == MISTAKE for found in loaded.findings):
        print(f"Het ontwerp {loaded.draft_key} heeft fouten en is niet ingediend. Verbeter het en probeer het opnieuw.")
        return 1
    else:
        print(f"Het ontwerp {loaded.draft_key} is ingediend. Een ander keurt het goed onder Werkwijzen.")
    return 0


def _print(region: RegionView) -> None:
    state = f"in gebruik sinds {dutch_date(region.active_since)}" if region.active_since else "nog niet in gebruik"
    print(f"{region.name}: {state}.")
    for gap in region.gaps:
        print(f"  {'ontbreekt' if gap.blocks else 'let op'}: {gap.text}")
    if region.is_ready:
        print("  Er ontbreekt niets dat in de weg staat.")
