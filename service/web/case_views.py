"""Cases: the list, the page of one case, its diagrams."""

from flask import Blueprint, Response, request
from flask_login import login_required

from service.domain.labels import CASE_STATUS
from service.domain.permissions import STAFF
from service.usecases.case_answers import get_answers
from service.usecases.case_lists import list_cases
from service.usecases.case_reads import get_case
from service.usecases.diagram_reads import get_diagram
from service.usecases.pause_reads import get_terms
from service.usecases.review_requests import may_see_reviews
from service.usecases.timelines import get_events
from service.web.opening import actor, page, reading

pages = Blueprint("cases", __name__)


@pages.get("/zaken")
@login_required
def cases() -> str:
    status, query, after = (request.args.get(name, "").strip() for name in ("status", "zoek", "na"))
    with reading() as work:
        rows, following = list_cases(work, status=status, query=query, after=after)
        choices = list(CASE_STATUS.items())
        return page(
            work, "zaken.html", rows=rows, following=following, status=status, query=query, statuses=choices,
            reviews=may_see_reviews(work),
        )  # fmt: skip


@pages.get("/zaken/<number>")
@login_required
def case(number: str) -> str:
    with reading() as work:
        found, terms = get_case(work, number), get_terms(work, number)
        return page(work, "zaak.html", case=found, terms=terms, staff=actor().has(*STAFF))


@pages.get("/zaken/<number>/tijdlijn")
@login_required
def timeline(number: str) -> str:
    """The whole history, a page at a time."""
    with reading() as work:
        rows, following = get_events(work, number, request.args.get("na", ""))
        return page(work, "zaak_tijdlijn.html", number=number, rows=rows, following=following)


@pages.get("/zaken/<number>/afgerond")
@login_required
def completed(number: str) -> str:
    """Every completed task, a page at a time."""
    with reading() as work:
        rows, following = get_answers(work, number, request.args.get("na", ""))
        return page(work, "zaak_afgerond.html", number=number, rows=rows, following=following)


@pages.get("/zaken/<number>/diagram/<process_key>.bpmn")
@login_required
def diagram(number: str, process_key: str) -> Response:
    with reading() as work:
        return Response(get_diagram(work, number, process_key), mimetype="application/xml")
