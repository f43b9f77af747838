"""The command procesregie: serve, worker, tick, db, bpmn, handboek, region, demo, token, clock, bench."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from service.bench import SIZES, BenchRefused
from service.cli import benching, checking, commands, handbook, regional, scenarios, serving
from service.cli.installation import Stop
from service.demo import DemoDefect
from service.domain.errors import DomainError
from service.settings import SettingsError

_REFUSALS = (Stop, BenchRefused, DomainError, DemoDefect, SettingsError)


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(words)
    try:
        code: int = options.run(options)
    except _REFUSALS as refused:
        print(refused, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="procesregie", description="Procesregie voor regionale expertteams jeugd.")
    groups = parser.add_subparsers(required=True, metavar="opdracht")
    _add_serving(groups)
    database = groups.add_parser("db", help="de database").add_subparsers(
        required=True, metavar="upgrade|check|reconcile"
    )
    _add(database, "upgrade", "werkt de tabellen bij", commands.upgrade)
    _add(database, "check", "zegt wat er in de gegevens niet klopt", commands.check_database)
    _add(database, "reconcile", "herstelt lijsten die niet kloppen met de lopende processen", commands.reconcile_now)
    _add_diagrams(groups)
    book = _add(groups, "handboek", "maakt het handboek voor wie werkwijzen maakt", handbook.write_handbook)
    book.add_argument(
        "bestand", nargs="?", type=Path, metavar="BESTAND", help="schrijft het hierin; zonder: op het scherm"
    )
    _add_regions(groups)
    token = _add(groups, "token", "maakt een token voor de API", commands.give_token)
    token.add_argument("email", help="e-mailadres van het account")
    token.add_argument("--dagen", type=int, default=90, help="hoe lang het token geldig is (standaard 90)")
    _add_clock(groups)
    _add_bench(groups)
    return parser


def _add_diagrams(groups: Any) -> None:
    diagrams = groups.add_parser("bpmn", help="diagrammen en formulieren").add_subparsers(
        required=True, metavar="check|scenario"
    )
    check = _add(diagrams, "check", "keurt diagrammen en formulieren", checking.check_diagrams)
    check.add_argument("bestanden", nargs="+", type=Path, metavar="BESTAND", help="bestand (.bpmn, .json) of map")
    check.add_argument("--region", metavar="REGIO", help="keurt voor deze regio: haar werkwijze, termijnen en rollen")
    check.add_argument("--zonder-proef", action="store_true", help="laat geen voorbeeldzaken lopen; dat is sneller")
    check.add_argument("--json", action="store_true", help="geeft bevindingen en keurtijd als JSON")
    play = _add(diagrams, "scenario", "loopt scenario's opnieuw en zegt wat er anders gaat", scenarios.play_scenarios)
    play.add_argument(
        "bestand", nargs="?", type=Path, metavar="BESTAND",
        help="een scenario of de map van een werkwijze; zonder: de landelijke",
    )  # fmt: skip
    play.add_argument("--region", metavar="REGIO", help="met de instellingen, termijnen en kalender van deze regio")
    play.add_argument("--json", action="store_true", help="geeft de uitkomst als JSON")


def _add_serving(groups: Any) -> None:
    serve = _add(groups, "serve", "start de dienst", serving.serve)
    serve.add_argument("--host", help="adres waarop de dienst luistert")
    serve.add_argument("--port", type=int, help="poort")
    serve.add_argument("--init", action="store_true", help="maakt alles eerst klaar, met de demo als er nog niets is")
    serve.add_argument("--demo", action="store_true", help="draait als demo: verzonnen mensen, een klok die u verzet")
    serve.add_argument("--leeg", action="store_true", help="bij --init: wel regio’s en mensen, geen voorbeeldzaken")
    _add(groups, "worker", "verwerkt alleen wat vervalt, zonder pagina’s", serving.work_on)
    _add(groups, "tick", "verwerkt eenmaal wat nu vervalt", commands.tick_once)
    demo = groups.add_parser("demo", help="de demo").add_subparsers(required=True, metavar="load")
    _add(demo, "load", "laadt de voorbeeldzaken in een lege dienst", serving.load_demo_now)


def _add_regions(groups: Any) -> None:
    regions = groups.add_parser("region", help="regio’s in gebruik nemen").add_subparsers(
        required=True, metavar="check|activate|ways"
    )
    check = _add(regions, "check", "zegt per gemeente wat er nog ontbreekt", regional.check_regions)
    check.add_argument("regio", nargs="?", help="sleutel van de regio; zonder: alle regio’s")
    activate = _add(regions, "activate", "neemt een regio in gebruik", regional.activate)
    activate.add_argument("regio", help="sleutel van de regio")
    ways = regions.add_parser("ways", help="werkwijzen van een regio").add_subparsers(required=True, metavar="load")
    load = _add(ways, "load", "leest een werkwijze in uit een map, zoals bpmn/varianten/…", regional.load)
    load.add_argument("map", type=Path, metavar="MAP", help="map met *.bpmn, formulieren/*.json en werkwijze.toml")
    load.add_argument("--regio", required=True, help="sleutel van de regio")
    load.add_argument("--auteur", required=True, metavar="E-MAIL", help="wie haar indient, als auteur van de regio")
    load.add_argument("--akkoord", metavar="E-MAIL", help="wie haar goedkeurt; zonder: dat gebeurt onder Werkwijzen")
    load.add_argument("--vanaf", type=date.fromisoformat, metavar="DAG", help="eerste dag (standaard vandaag)")


def _add_clock(groups: Any) -> None:
    clock = groups.add_parser("clock", help="de klok van de demo").add_subparsers(
        required=True, metavar="show|set|forward"
    )
    _add(clock, "show", "zegt hoe laat het hier is", commands.show_clock)
    for name, text in (("set", "zet de klok op een moment"), ("forward", "laat de tijd verstrijken")):
        move = _add(clock, name, text, commands.move_clock)
        move.set_defaults(to=name)
        move.add_argument("moment", help="30m, 3h, 5d, 10wd, 2026-11-20 of 2026-11-20T17:00")


def _add_bench(groups: Any) -> None:
    bench = _add(groups, "bench", "meet hoe snel de dienst is, op eigen gegevens", benching.bench)
    bench.add_argument(
        "--database",
        default="sqlite",
        help="sqlite (standaard), postgresql (ingebouwd) of de URL van een lege database",
    )
    bench.add_argument("--json", action="store_true", help="geeft de uitkomsten als JSON")
    bench.add_argument(
        "--size", choices=list(SIZES), default="full", help="full (standaard, enkele minuten) of small: om te proberen"
    )
    bench.add_argument(
        "--markdown", nargs="+", type=Path, metavar="JSON", help="meet niets, maar maakt één tabel van eerdere metingen"
    )
    bench.add_argument("--into", type=Path, metavar="BESTAND", help="bij --markdown: zet de tabel in dit bestand")


def _add(groups: Any, name: str, text: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    """One command; each has --data, the folder of the installation."""
    parser: argparse.ArgumentParser = groups.add_parser(name, help=text)
    parser.add_argument("--data", type=Path, help="map met de gegevens (standaard data)")
    parser.set_defaults(run=run)
    return parser
