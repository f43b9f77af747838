"""Pages that only tell: what this is, and how accessible."""

from flask import Blueprint, render_template

pages = Blueprint("information", __name__)


@pages.get("/over")
def about() -> str:
    return render_template("over.html")


@pages.get("/toegankelijkheid")
def accessibility() -> str:
    return render_template("toegankelijkheid.html")
