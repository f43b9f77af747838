"""Escalating a theme: a pattern, without a case and without personal data."""

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import InvalidInput, NotAllowed
from service.usecases.themes import MAX_TITLE, ThemeDraft, start_theme, theme_municipalities
from service.web.opening import page, reading, writing

pages = Blueprint("themes", __name__)
_EMPTY = ThemeDraft("", "", "", False)


@pages.get("/themas/nieuw")
@login_required
def theme() -> str:
    return _form(_EMPTY, {})


@pages.post("/themas/nieuw")
@login_required
def bring_up() -> Response | tuple[str, int]:
    given = {name: request.form.get(name, "").strip() for name in ("thema", "beslisvraag", "gemeente")}
    draft = ThemeDraft(
        given["thema"], given["beslisvraag"], given["gemeente"], request.form.get("zonder_gegevens") == "ja"
    )
    try:
        with writing() as work:
            key = start_theme(work, draft).key
    except InvalidInput as refused:
        return _form(draft, {error.path: error.message for error in refused.fields}), 400
    flash("Het thema is voorgelegd. Bereid nu de beslisvraag voor; de taak staat op uw werklijst.", "ok")
    return redirect(f"/escalaties/{key}")


def _form(draft: ThemeDraft, mistakes: dict[str, str]) -> str:
    with reading() as work:
        places = theme_municipalities(work)
        if not places:
            raise NotAllowed("Alleen wie de procesregie van een team voert, kan een thema voorleggen.")
        return page(work, "thema.html", draft=draft, places=places, mistakes=mistakes, longest=MAX_TITLE)
