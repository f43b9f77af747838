"""Moving running cases to another way of working: look, choose, move, and put back."""

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import DomainError, NotFound
from service.usecases.ways import migrations
from service.usecases.ways.migration_reads import get_migration_page, list_moved, list_targets
from service.web.opening import actor, factory, page, reading
from service.web.way_acts import do

pages = Blueprint("migrations", __name__)
_PLACE = "plaats:"


@pages.get("/overzetten")
@login_required
def show() -> str:
    """The choice of a way of working, and with one what moving would do to each case."""
    key, start = request.args.get("naar", "").strip(), request.args.get("vanaf", "0")
    with reading() as work:
        targets, mapped = list_targets(work), _mapped()
        if key and key not in dict(targets):
            raise NotFound("Deze werkwijze bestaat niet. Kies er een uit de lijst.")
        found = get_migration_page(work, key, mapped, int(start) if start.isdecimal() else 0) if key else None
        return page(work, "overzetten.html", targets=targets, found=found, mapped=mapped, moved=list_moved(work))


@pages.post("/overzetten")
@login_required
def move() -> Response:
    """Move the chosen cases, each on its own, and say which did not go."""
    key, numbers = request.form.get("naar", ""), request.form.getlist("zaak")
    address = f"/overzetten?naar={key}"
    reason = request.form.get("reden", "").strip()
    for text, missing in (("Kies minstens één zaak.", not numbers), ("Schrijf op waarom u dit doet.", not reason)):
        if missing:
            flash(text, "fout")
    if not numbers or not reason:
        return redirect(address)
    try:
        done = migrations.migrate_all(factory(), actor(), numbers, key, reason, _mapped())
    except DomainError as refused:
        flash(refused.message, "fout")
        return redirect(address)
    if done.moved:
        flash("Overgezet: " + ", ".join(done.moved) + ".", "ok")
    for number, why in done.refused.items():
        flash(f"{number} is niet overgezet. {why}", "fout")
    return redirect(address)


@pages.post("/overzetten/terug")
@login_required
def put_back() -> Response:
    number, reason = request.form.get("zaak", ""), request.form.get("reden", "")
    return do("/overzetten", f"Zaak {number} is teruggezet.", lambda work: migrations.revert(work, number, reason))


def _mapped() -> dict[tuple[str, str], str]:
    """For each open step that is gone, the task that was chosen in its place."""
    chosen: dict[tuple[str, str], str] = {}
    for name, value in request.values.items():
        if name.startswith(_PLACE) and value:
            process_key, _, element_id = name.removeprefix(_PLACE).partition("/")
            chosen[process_key, element_id] = value
    return chosen
