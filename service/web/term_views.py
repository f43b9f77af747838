"""The terms of a region: what is counted, from where, why, and on which days."""

from flask import Blueprint, request
from flask_login import login_required

from service.usecases.term_reads import list_terms
from service.web.opening import page, reading

pages = Blueprint("terms", __name__)


@pages.get("/termijnen")
@login_required
def terms() -> str:
    with reading() as work:
        return page(work, "termijnen.html", found=list_terms(work, request.args.get("regio", "")))
