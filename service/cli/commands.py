"""The other commands: database, diagrams, clock, tick, tokens."""

import argparse
from collections import Counter
from collections.abc import Callable

from service.app import upgrade_database
from service.cli.installation import open_services, read_settings
from service.domain.actors import SYSTEM
from service.domain.deadlines import AMSTERDAM, dutch_date
from service.usecases import clocks
from service.usecases.accounts import create_token, get_account_id
from service.usecases.consistency import find_faults
from service.usecases.mandates import look_after_decisions
from service.usecases.reconcile import reconcile
from service.usecases.ticking import TickReport, tick
from service.usecases.ways import migration_work
from service.usecases.work import WorkFactory

# What fits on a few screens; the whole history is on the page of each case.
MAX_LINES = 200


def tick_once(options: argparse.Namespace) -> int:
    factory = WorkFactory(open_services(options))
    _print_report(tick(factory))
    look_after_decisions(factory)
    if moved := migration_work.run(factory):
        print(f"{moved} zaken behandeld die wachtten om te worden overgezet of teruggezet.")
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
    factory = WorkFactory(open_services(options))
    with factory.read(SYSTEM) as work:
        mark = clocks.newest_event(work)
    report = move(factory, options.moment)
    with factory.read(SYSTEM) as work:
        print_happened(clocks.happened_since(work, mark))
    _print_report(report)
    return show_clock(options)


def print_happened(lines: list[clocks.Happened]) -> None:
    """What came by itself on the way, in order; then how often each kind came, and the last day."""
    for line in lines[-MAX_LINES:]:
        rule = f" [{line.rule}]" if line.rule else ""
        at = f"{line.at.astimezone(AMSTERDAM):%H:%M}"
        print(f"{line.day:%d-%m-%Y} {at}  {line.case_number or 'aanmelding'}  {line.kind}: {line.text}{rule}")
    if len(lines) > MAX_LINES:
        print(f"Hierboven staan de laatste {MAX_LINES} van {len(lines)} regels.")
    if lines:
        kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(line.kind for line in lines).most_common())
        print(f"Vanzelf gebeurd: {len(lines)} ({kinds}). Het laatste op {dutch_date(lines[-1].day)}.")
    else:
        print("Onderweg is niets vanzelf gebeurd.")


def _print_report(report: TickReport) -> None:
    print(f"{report.fired} termijnen verwerkt, {report.failed} mislukt, {report.mails_sent} e-mails verstuurd.")
