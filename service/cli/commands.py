"""The other commands: database, diagrams, clock, tick, tokens."""

import argparse
from collections.abc import Callable

from service.app import upgrade_database
from service.cli.installation import open_services, read_settings
from service.domain.actors import SYSTEM
from service.domain.deadlines import AMSTERDAM, dutch_date
from service.usecases import clocks
from service.usecases.accounts import create_token, get_account_id
from service.usecases.consistency import find_faults
from service.usecases.reconcile import reconcile
from service.usecases.ticking import TickReport, tick
from service.usecases.work import WorkFactory


def tick_once(options: argparse.Namespace) -> int:
    _print_report(tick(WorkFactory(open_services(options))))
    return 0


def upgrade(options: argparse.Namespace) -> int:
    upgrade_database(read_settings(options))
    print("De database is bijgewerkt.")
    return 0


def check_database(options: argparse.Namespace) -> int:
    """Say what cannot be right, one line each; exit code 1 when there is anything."""
    found = 0
    with WorkFactory(open_services(options)).read(SYSTEM) as work:
        for fault in find_faults(work):
            print(fault.message)
            found += 1
    print(f"{found} bevindingen." if found else "De gegevens kloppen.")
    return int(found > 0)


def reconcile_now(options: argparse.Namespace) -> int:
    """Put right what can be; exit code 1 when something is left to people."""
    report = reconcile(WorkFactory(open_services(options)))
    print(f"{report.examined} processen bekeken, {report.repaired} hersteld, {report.incidents} als incident gemeld.")
    return int(report.incidents > 0)


def give_token(options: argparse.Namespace) -> int:
    with WorkFactory(open_services(options)).write(SYSTEM) as work:
        print(create_token(work, get_account_id(work, options.email), "opdrachtregel", options.dagen))
    return 0


def show_clock(options: argparse.Namespace) -> int:
    with WorkFactory(open_services(options)).read(SYSTEM) as work:
        view = clocks.show(work)
    local = view.now.astimezone(AMSTERDAM)
    print(
        f"Het is hier {dutch_date(local.date())}, {local:%H:%M} uur.{'' if view.movable else ' Dit is de echte tijd.'}"
    )
    return 0


def move_clock(options: argparse.Namespace) -> int:
    move: Callable[[WorkFactory, str], TickReport] = clocks.set_clock if options.to == "set" else clocks.forward
    _print_report(move(WorkFactory(open_services(options)), options.moment))
    return show_clock(options)


def _print_report(report: TickReport) -> None:
    print(f"{report.fired} termijnen verwerkt, {report.failed} mislukt, {report.mails_sent} e-mails verstuurd.")
