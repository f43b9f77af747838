"""Regions: what is missing before one may be used, and bringing it into use."""

import argparse

from service.cli.installation import open_services
from service.domain.actors import SYSTEM
from service.domain.deadlines import dutch_date
from service.usecases.regions import RegionView, activate_region, get_region, list_regions
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


def _print(region: RegionView) -> None:
    state = f"in gebruik sinds {dutch_date(region.active_since)}" if region.active_since else "nog niet in gebruik"
    print(f"{region.name}: {state}.")
    for gap in region.gaps:
        print(f"  {'ontbreekt' if gap.blocks else 'let op'}: {gap.text}")
    if region.is_ready:
        print("  Er ontbreekt niets dat in de weg staat.")
