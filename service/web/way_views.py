"""Ways of working: what there is per region, each release with its files, differences, the trail, zips."""

from datetime import date

from flask import Blueprint, Response, request
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from service.domain.ways import DRAFT_STATES, RELEASE_STATES
from service.usecases.ways import differences, endings, exchange, trail
from service.usecases.ways.drafts import list_ways
from service.usecases.ways.release_reads import get_file_view, get_release_view
from service.usecases.ways.versions import get_content
from service.web.opening import page, reading
from service.web.posted import typed_day
from service.web.way_acts import do

pages = Blueprint("ways", __name__)
KINDS = {"diagram": "diagram", "formulier": "form", "scenario": "scenario"}


@pages.get("/werkwijzen")
@login_required
def ways() -> str:
    with reading() as work:
        found = list_ways(work)
        return page(work, "werkwijzen/lijst.html", ways=found, states=RELEASE_STATES, draft_states=DRAFT_STATES)


@pages.get("/werkwijzen/<key>")
@login_required
def release(key: str) -> str:
    with reading() as work:
        return page(work, "werkwijzen/werkwijze.html", found=get_release_view(work, key), states=RELEASE_STATES)


@pages.post("/werkwijzen/<key>/stoppen")
@login_required
def stop(key: str) -> AnyResponse:
    on = typed_day(request.form.get("stopt_op", "")) or date.min
    done = "De werkwijze stopt op die dag voor nieuwe zaken. Wat erop loopt, loopt door."
    return do(f"/werkwijzen/{key}", done, lambda work: endings.stop_release(work, key, on))


@pages.post("/werkwijzen/<key>/afvoeren")
@login_required
def retire(key: str) -> AnyResponse:
    done = "De werkwijze is afgevoerd. U kunt hem nog wel bekijken."
    return do(f"/werkwijzen/{key}", done, lambda work: endings.retire_release(work, key))


@pages.get("/werkwijzen/<key>/bekijken/<any(diagram, formulier, scenario):kind>/<name>")
@login_required
def file(key: str, kind: str, name: str) -> str:
    with reading() as work:
        return page(work, "werkwijzen/bestand.html", found=get_file_view(work, key, KINDS[kind], name))


@pages.get("/werkwijzen/<key>/bestand/<name>.bpmn")
@login_required
def diagram(key: str, name: str) -> Response:
    with reading() as work:
        return Response(get_content(work, key, "diagram", name), mimetype="application/xml")


@pages.get("/werkwijzen/<key>/zip")
@login_required
def export(key: str) -> Response:
    with reading() as work:
        name, data = exchange.export_version(work, key)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, mimetype="application/zip", headers=headers)


@pages.get("/werkwijzen/verschillen")
@login_required
def compared() -> str:
    """Two versions side by side; without both, the choice of them."""
    old, new = request.args.get("van", "").strip(), request.args.get("naar", "").strip()
    with reading() as work:
        ways = list_ways(work)
        choices = [(way.region_name, [*way.drafts, *way.releases]) for way in ways]
        found = differences.compare_versions(work, old, new) if old and new else None
        return page(work, "werkwijzen/verschillen.html", found=found, old=old, new=new, choices=choices)


@pages.get("/werkwijzen/logboek")
@login_required
def trail_page() -> str:
    with reading() as work:
        rows, following = trail.list_trail(work, request.args.get("na", ""))
        return page(work, "werkwijzen/logboek.html", rows=rows, following=following)
