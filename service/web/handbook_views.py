"""The handbook of who makes ways of working."""

from flask import Blueprint
from flask_login import login_required

from service.usecases.ways.handbook import get_handbook
from service.web.opening import page, reading

pages = Blueprint("handbook", __name__)


@pages.get("/handboek")
@login_required
def handbook() -> str:
    with reading() as work:
        return page(work, "werkwijzen/handboek.html", book=get_handbook(work))
