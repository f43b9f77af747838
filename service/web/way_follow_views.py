"""Following: a national update, or what was approved meanwhile, taken over in what is own."""

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import DomainError
from service.usecases.ways import following
from service.usecases.work import Work
from service.web.errors import status_of
from service.web.opening import page, reading, writing

pages = Blueprint("way_following", __name__)
_ADDRESS = "/werkwijzen/landelijk-volgen"


@pages.get(f"{_ADDRESS}/<key>")
@login_required
def preview(key: str) -> str:
    """What taking over would do, and what must be decided."""
    with reading() as work:
        return page(work, "werkwijzen/volgen.html", found=_found(work, key, {}), problems=())


def _found(work: Work, key: str, choices: dict[str, str]) -> following.Update:
    return following.preview_update(work, key, request.values.get("naar", ""), choices)


@pages.post(f"{_ADDRESS}/<key>")
@login_required
def take_over(key: str) -> Response | tuple[str, int]:
    choices = {name.removeprefix("keuze."): value for name, value in request.form.items() if name.startswith("keuze.")}
    try:
        with writing() as work:
            made = following.take_over(work, key, request.form.get("naar", ""), choices)
    except DomainError as refused:
        if not refused.fields:
            raise
        with reading() as work:
            found = _found(work, key, choices)
            return page(work, "werkwijzen/volgen.html", found=found, problems=refused.fields), status_of(refused)
    flash("Overgenomen in een nieuw ontwerp. Controleer en probeer het, en dien het dan in.", "ok")
    return redirect(f"/werkwijzen/ontwerpen/{made}")
