"""A draft of a way of working: started, described, checked, handed in, approved."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import DomainError
from service.domain.ways import DRAFT_STATES
from service.usecases.ways import approvals, differences, draft_checks, draft_files, drafts, exchange, new_files
from service.usecases.ways.shapes import DraftFileRow
from service.web.errors import status_of
from service.web.opening import actor, factory, page, reading, writing
from service.web.posted import typed_day
from service.web.way_acts import do, has_page, say

pages = Blueprint("way_drafts", __name__)
_ADDRESS = "/werkwijzen/ontwerpen"
_SAID = 5  # mistakes that are told at once; the rest stands on the page
STEPS = ("ontwerp", "gecontroleerd", "geprobeerd", "ingediend", "vrijgegeven")


def _field(name: str) -> str:
    return request.form.get(name, "").strip()


def _day() -> date:
    return typed_day(_field("actief_vanaf")) or date.min


@pages.post(_ADDRESS)
@login_required
def start() -> Response:
    """A new draft of a region (empty: national), from a release or from a zip."""
    region, upload = _field("regio") or None, request.files.get("bestand")
    try:
        with writing() as work:
            if upload is not None and upload.filename:
                key, found = exchange.import_zip(work, region, upload.read(exchange.MAX_ZIP + 1), _field("titel"))
                flash(f"Ingelezen. De controle geeft {len(found)} meldingen; ze staan hieronder.", "ok")
            else:
                key = drafts.start_draft(work, region, _field("titel"), _field("vanaf") or None)
                flash("Het ontwerp is begonnen. Kies hieronder een bestand om te wijzigen.", "ok")
    except DomainError as refused:
        if status_of(refused) == 404:
            raise
        say(refused)
        return redirect("/werkwijzen")
    return redirect(f"{_ADDRESS}/{key}")


@pages.get(f"{_ADDRESS}/<key>")
@login_required
def draft(key: str) -> str:
    with reading() as work:
        found = drafts.get_draft(work, key)
        return page(
            work,
            "werkwijzen/ontwerp.html",
            draft=found,
            findings=draft_checks.check_draft(work, key),
            changes=differences.compare_versions(work, found.base_key, key),
            states=DRAFT_STATES,
            steps=STEPS,
            edits={kind: has_page(f"{_ADDRESS}/{key}/{kind}/een") for kind in ("diagram", "formulier")},
            trial=next((row for row in found.history if row.kind == "geprobeerd"), None),
            sought=_sought(),
            untouched=_untouched(found.files, _sought().casefold()),
        )


def _sought() -> str:
    return request.args.get("zoek", "").strip()


def _untouched(files: Sequence[DraftFileRow], sought: str) -> list[tuple[str, list[DraftFileRow]]]:
    """What is not the region's own and not changed, per kind, as far as its name holds what is looked for."""
    rest = [one for one in files if one.origin == "landelijk" and sought in f"{one.title} {one.name}".casefold()]
    kinds = (("Diagrammen", "diagram"), ("Formulieren", "form"), ("Scenario’s", "scenario"))
    return [(heading, [one for one in rest if one.kind == kind]) for heading, kind in kinds]


@pages.post(f"{_ADDRESS}/<key>/omschrijven")
@login_required
def describe(key: str) -> Response:
    return do(
        f"{_ADDRESS}/{key}", "De naam en de toelichting zijn bewaard.",
        lambda work: drafts.describe(work, key, _field("titel"), _field("toelichting")),
    )  # fmt: skip


@pages.post(f"{_ADDRESS}/<key>/controleren")
@login_required
def check(key: str) -> Response:
    _try_out(key)
    with writing() as work:
        mistakes = [one for one in approvals.check(work, key) if one.severity == draft_checks.MISTAKE]
    if mistakes:
        flash(f"De controle vindt {len(mistakes)} {'fout' if len(mistakes) == 1 else 'fouten'}.", "fout")
        for one in mistakes[:_SAID]:
            flash(f"{one.file}: {one.message}", "fout")
    else:
        flash("De controle vindt geen fouten.", "ok")
    return redirect(f"{_ADDRESS}/{key}#controle")


@pages.post(f"{_ADDRESS}/<key>/indienen")
@login_required
def submit(key: str) -> Response:
    _try_out(key)
    done = "Het ontwerp is ingediend. Een ander moet het nu goedkeuren."
    return do(
        f"{_ADDRESS}/{key}", done, lambda work: approvals.submit(work, key, _field("toelichting"), _day())
    )  # fmt: skip


@pages.post(f"{_ADDRESS}/<key>/terugnemen")
@login_required
def take_back(key: str) -> Response:
    return do(f"{_ADDRESS}/{key}", "U kunt het ontwerp weer wijzigen.", lambda work: approvals.take_back(work, key))


@pages.post(f"{_ADDRESS}/<key>/terugsturen")
@login_required
def send_back(key: str) -> Response:
    done = "Het ontwerp is teruggestuurd. De maker ziet waarom."
    return do(f"{_ADDRESS}/{key}", done, lambda work: approvals.send_back(work, key, _field("reden")))


@pages.post(f"{_ADDRESS}/<key>/goedkeuren")
@login_required
def approve(key: str) -> Response:
    _try_out(key)
    done = "Goedgekeurd. Nieuwe zaken starten vanaf die dag op deze werkwijze; wat loopt, blijft zoals het is."
    return do(f"{_ADDRESS}/{key}", done, lambda work: approvals.approve(work, key, _day()))


@pages.post(f"{_ADDRESS}/<key>/wegleggen")
@login_required
def discard(key: str) -> Response:
    return do("/werkwijzen", "Het ontwerp is weggelegd.", lambda work: drafts.discard(work, key))


@pages.post(f"{_ADDRESS}/<key>/bestanden")
@login_required
def add(key: str) -> Response:
    """A new, empty process or form, or a diagram from another program; its own page comes next."""
    upload = request.files.get("bestand")
    given = upload.read(draft_files.MAX_BYTES + 1) if upload is not None and upload.filename else None
    kind = "form" if _field("soort") == "formulier" and given is None else "diagram"
    try:
        with writing() as work:
            name = new_files.bring_in(work, key, kind, _field("titel"), _field("naam"), given)
    except DomainError as refused:
        if status_of(refused) == 404:
            raise
        say(refused)
        return redirect(f"{_ADDRESS}/{key}#bestanden")
    flash("Het bestand staat in het ontwerp.", "ok")
    return redirect(f"{_ADDRESS}/{key}/{'diagram' if kind == 'diagram' else 'formulier'}/{name}")


@pages.post(f"{_ADDRESS}/<key>/bestanden/<any(diagram, form, scenario):kind>/<name>")
@login_required
def change(key: str, kind: str, name: str) -> Response:
    """Put a file back, or take it out; which one is the button that was used."""
    revision = int(_field("revisie")) if _field("revisie").isdecimal() else -1
    address = f"{_ADDRESS}/{key}#bestanden"
    if _field("doen") == "weghalen":
        done = "Het bestand is weggehaald."
        return do(address, done, lambda work: draft_files.remove_file(work, key, kind, name, revision))
    national = _field("doen") == "landelijk"
    return do(
        address, "Het bestand is teruggezet.",
        lambda work: draft_files.revert_file(work, key, kind, name, revision, to_national=national),
    )  # fmt: skip


def _try_out(key: str) -> None:
    """Let example cases walk through a draft before anything is locked: that takes seconds, and is kept."""
    draft_checks.judge_draft(factory(), actor(), key)
