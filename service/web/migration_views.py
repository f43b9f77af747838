"""Moving running cases to another way of working: look, choose, begin; and rounds: how far they are, stop, put back."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from service.domain.errors import DomainError, FieldError, NotFound
from service.usecases.ways import migration_reads as reads
from service.usecases.ways import migration_rounds as rounds
from service.usecases.ways import migration_work, round_reads
from service.usecases.ways.migration_words import VERDICTS
from service.web.errors import status_of
from service.web.opening import factory, page, reading, writing
from service.web.posted import typed_key
from service.web.way_acts import do, say

pages = Blueprint("migrations", __name__)
_PLACE = "plaats:"
_ROUND = "/overzetten/rondes/<int:number>"
_ENTRIES = 100


@pages.get("/overzetten")
@login_required
def show() -> str:
    """The choice of a way of working, and with one what moving would do to each case."""
    return _show(())


def _show(problems: tuple[FieldError, ...]) -> str:
    key, start = request.values.get("naar", "").strip(), typed_key(request.values.get("vanaf", ""))
    with reading() as work:
        targets, mapped, wanted = reads.list_targets(work), _mapped(), _wanted()
        if key and key not in {one.key for one in targets}:
            raise NotFound("Deze werkwijze bestaat niet, of hij is afgevoerd. Kies er een uit de lijst.")
        found = reads.get_migration_page(work, key, mapped, wanted, start or 0) if key else None
        return page(
            work, "overzetten.html", targets=targets, found=found, mapped=mapped, wanted=wanted, asked=_asked(),
            verdicts=VERDICTS, rounds=round_reads.list_rounds(work), problems=problems, at_once=migration_work.AT_ONCE,
            chosen=request.form.getlist("zaak") if problems else None, reason=request.form.get("reden", ""),
        )  # fmt: skip


@pages.post("/overzetten")
@login_required
def begin() -> AnyResponse | tuple[str, int]:
    """Write the round down; a small one is done at once. What is missing is told on the page it came from."""
    key, mapped, numbers = request.form.get("naar", ""), _mapped(), request.form.getlist("zaak")
    try:
        if request.form.get("welke") == "alle":
            with reading() as work:
                numbers = list(reads.get_migration_page(work, key, mapped, _wanted()).movable)
        with writing() as work:
            number = rounds.start_round(work, key, numbers, request.form.get("reden", ""), mapped)
    except DomainError as refused:
        if status_of(refused) in (403, 404):
            raise
        return _show(refused.fields or (FieldError("", refused.message),)), status_of(refused)
    return _begun(number)


def _begun(number: int) -> AnyResponse:
    migration_work.run_small(factory(), number)
    return redirect(f"/overzetten/rondes/{number}", 303)


@pages.get(_ROUND)
@login_required
def one_round(number: int) -> str:
    """How far a round is and what came of each case; until it is ready the page looks again by itself."""
    state, after = request.args.get("toon", ""), typed_key(request.args.get("na", ""))
    with reading() as work:
        found = round_reads.get_round(work, number)
        shown = state if state in round_reads.STATES else ""
        rows, following = round_reads.list_entries(work, number, shown, after or 0, _ENTRIES)
        quiet = bool(request.args.get("stil"))
        return page(
            work, "overzetronde.html", found=found, rows=rows, following=following, toon=shown,
            states=round_reads.STATES, looks=found.state == round_reads.BUSY and not quiet, quiet=quiet,
        )  # fmt: skip


@pages.get(f"{_ROUND}/verslag.csv")
@login_required
def report(number: int) -> Response:
    with reading() as work:
        name, data = round_reads.export_report(work, number)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, mimetype="text/csv", headers=headers)


@pages.post(f"{_ROUND}/stoppen")
@login_required
def stop(number: int) -> AnyResponse:
    done = "De ronde is gestopt. Wat gedaan is, blijft gedaan; de rest wacht tot u verdergaat."
    return do(f"/overzetten/rondes/{number}", done, lambda work: rounds.stop_round(work, number))


@pages.post(f"{_ROUND}/verdergaan")
@login_required
def go_on(number: int) -> AnyResponse:
    return do(f"/overzetten/rondes/{number}", "De ronde gaat verder.", lambda work: rounds.go_on_round(work, number))


@pages.post(f"{_ROUND}/terugzetten")
@login_required
def put_back(number: int) -> AnyResponse:
    """Put back what this round moved, or only the case that was chosen, in a round of its own."""
    numbers = request.form.getlist("zaak")
    try:
        with writing() as work:
            made = rounds.put_back_round(work, number, request.form.get("reden", ""), numbers)
    except DomainError as refused:
        if status_of(refused) in (403, 404):
            raise
        say(refused)
        return redirect(f"/overzetten/rondes/{number}#terug")
    flash("Zaken waarin sindsdien iets gebeurde, blijven zoals ze zijn; ze staan hieronder.", "ok")
    return _begun(made)


def _mapped() -> dict[tuple[str, str], str]:
    """For each open step that is gone, the task that was chosen in its place."""
    chosen: dict[tuple[str, str], str] = {}
    for name, value in request.values.items():
        if name.startswith(_PLACE) and value:
            process_key, _, element_id = name.removeprefix(_PLACE).partition("/")
            chosen[process_key, element_id] = value
    return chosen


def _wanted() -> reads.Wanted:
    given = {name: request.values.get(name, "").strip() for name in ("van", "regio", "zoek", "uitkomst")}
    verdict = given["uitkomst"] if given["uitkomst"] in VERDICTS else ""
    return reads.Wanted(given["van"], given["regio"], given["zoek"], verdict)


def _asked() -> dict[str, Any]:
    """What stands in the address, to go on with: the target, the filters and the chosen tasks."""
    return {
        name: value
        for name, value in request.values.items()
        if value and (name in ("naar", "van", "regio", "zoek", "uitkomst") or name.startswith(_PLACE))
    }
