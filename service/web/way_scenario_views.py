"""Scenarios of a draft: kept from an example, done again, taken out."""

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import DomainError
from service.usecases.ways.trying import scenarios
from service.web.errors import status_of
from service.web.opening import actor, factory, reading
from service.web.way_acts import do
from service.web.way_trial_step_views import RUN, Answer, trial_page
from service.web.way_trial_views import ADDRESS, address_of, trials_page

pages = Blueprint("way_scenarios", __name__)


@pages.post(f"{RUN}/scenario")
@login_required
def save(key: str, number: int) -> Answer:
    """Keep an example as a scenario of the draft, with what must happen in it."""
    name, proves = request.form.get("naam", ""), request.form.get("bewijst", "")
    chosen = request.form.getlist("verwacht")
    try:
        scenarios.save_scenario(factory(), actor(), key, number, name, proves, chosen)
    except DomainError as refused:
        if status_of(refused) == 404:
            raise
        return trial_page(key, number, refused), status_of(refused)
    flash(f"Bewaard als scenario «{name.strip()}». De controle loopt het voortaan mee.", "ok")
    return redirect(f"{address_of(key)}#scenarios")


@pages.post(f"{ADDRESS}/scenarios/lopen")
@login_required
def run(key: str) -> Answer:
    """Do all scenarios again; it takes seconds, and the page tells how each went."""
    try:
        found = scenarios.run_scenarios(factory(), actor(), key)
    except DomainError as refused:
        if status_of(refused) == 404:
            raise
        flash(refused.message, "fout")
        return redirect(f"{address_of(key)}#scenarios")
    with reading() as work:
        return trials_page(work, key, found)


@pages.post(f"{ADDRESS}/scenarios/<name>/weg")
@login_required
def remove(key: str, name: str) -> Response:
    return do(
        f"{address_of(key)}#scenarios", "Het scenario is weggehaald.",
        lambda work: scenarios.remove_scenario(work, key, name),
    )  # fmt: skip
