"""Regions for their administrator: who decides where, what is missing, and bringing one into use."""

from flask import Blueprint, flash, redirect
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import Conflict
from service.usecases.regions import activate_region, get_region, list_regions
from service.web.opening import page, reading, writing

pages = Blueprint("regions", __name__)


@pages.get("/regios")
@login_required
def regions() -> str:
    with reading() as work:
        return page(work, "regios.html", regions=list_regions(work))


@pages.get("/regios/<key>")
@login_required
def region(key: str) -> str:
    with reading() as work:
        return page(work, "regio.html", region=get_region(work, key))


@pages.post("/regios/<key>/in-gebruik")
@login_required
def activate(key: str) -> Response:
    try:
        with writing() as work:
            found = activate_region(work, key)
        flash(f"{found.name} is in gebruik. Vanaf nu kan er worden aangemeld.", "ok")
    except Conflict as refused:
        flash(str(refused), "fout")
    return redirect(f"/regios/{key}")
