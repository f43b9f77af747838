"""Escalations: what waits for a decision, at official and at administrative level."""

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.usecases.escalation_reads import get_escalation, get_theme_history, list_escalations
from service.usecases.escalation_terms import may_extend
from service.usecases.escalations import lapse_escalation
from service.usecases.themes import theme_municipalities
from service.web.opening import page, reading, writing

pages = Blueprint("escalations", __name__)


@pages.get("/escalaties")
@login_required
def escalations() -> str:
    everything = request.args.get("toon") == "alles"
    with reading() as work:
        found = list_escalations(work, open_only=not everything)
        themes = bool(theme_municipalities(work))
        return page(work, "escalaties.html", escalations=found, everything=everything, may_bring_up=themes)


@pages.get("/escalaties/<key>")
@login_required
def escalation(key: str) -> str:
    with reading() as work:
        found = get_escalation(work, key)
        return page(
            work,
            "escalatie.html",
            escalation=found,
            may_extend=may_extend(work, key),
            history=get_theme_history(work, key),
        )


@pages.post("/escalaties/<key>/opgelost")
@login_required
def lapse(key: str) -> Response:
    with writing() as work:
        lapse_escalation(work, key, request.form.get("reden", "").strip())
    flash("De escalatie is gestopt: het is onderweg opgelost.", "ok")
    return redirect(f"/escalaties/{key}")
