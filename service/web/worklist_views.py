"""The worklist: what there is to do, earliest due first; every filter stands in the address."""

from collections.abc import Mapping

from flask import Blueprint, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.usecases.shapes import TaskFilter
from service.usecases.task_reads import list_tasks
from service.web.opening import page, reading

pages = Blueprint("worklist", __name__)
_SCOPES, _TABS = ("mijn", "team", "alles"), ("nu", "gepland")


def read_filter(args: Mapping[str, str]) -> TaskFilter:
    """The filter of an address; what it does not know counts as not asked."""
    scope, when = args.get("toon", ""), args.get("tab", "")
    return TaskFilter(
        scope=scope if scope in _SCOPES else "mijn",
        when=when if when in _TABS else "nu",
        role=args.get("rol", ""),
        region=args.get("regio", ""),
        team=args.get("team", ""),
        kind=args.get("soort", ""),
        overdue=args.get("telaat", "") == "1",
        case_number=args.get("zaak", "").strip().upper(),
        after=args.get("na", ""),
    )


@pages.get("/werklijst")
@login_required
def worklist() -> str:
    wanted = read_filter(request.args)
    asked = {key: value for key, value in request.args.items() if value and key != "na"}
    with reading() as work:
        return page(work, "werklijst.html", found=list_tasks(work, wanted), filter=wanted, asked=asked)


@pages.get("/taken")
@login_required
def tasks() -> Response:
    """A short way back for who cuts off an address."""
    return redirect("/werklijst")
