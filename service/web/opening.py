"""From a request to a unit of work for whoever is logged in, and from there to a page."""

from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from flask import current_app, render_template, request, url_for
from flask_login import current_user

from service.domain.actors import NOBODY, Actor
from service.usecases.inbox import count_unread
from service.usecases.work import Work, WorkFactory
from service.web.menu import menu_for

FACTORY = "procesregie_pages"


def factory() -> WorkFactory:
    """The one that the composition root gave."""
    return cast(WorkFactory, current_app.extensions[FACTORY])


def actor() -> Actor:
    """Who is logged in, else a visitor."""
    return current_user.actor if current_user and current_user.is_authenticated else NOBODY


def reading() -> AbstractContextManager[Work]:
    """A unit of work that changes nothing, for whoever is logged in."""
    return factory().read(actor())


def writing() -> AbstractContextManager[Work]:
    """A unit of work that commits when it ends well, for whoever is logged in."""
    return factory().write(actor())


def page(work: Work, template: str, **data: Any) -> str:
    """Render a page with what its header needs, within the transaction that read the rest."""
    unread = count_unread(work) if work.actor.account_id is not None else 0
    return render_template(template, unread=unread, today=work.today, now=work.now, **data)


def page_globals() -> dict[str, Any]:
    """What every page may show; error pages have no unit of work and get no more than this."""
    services = factory().services
    demo = bool(services.settings.demo)
    menu = menu_for(actor(), request.path)
    return {
        "actor": actor(),
        "menu": menu,
        # Who has no list of cases is not sent to one: that page would only say that it is not for them.
        "opens_cases": any(item.href == "/zaken" for item in menu),
        "writes_ways": any(item.href == "/werkwijzen" for item in menu),
        "demo": demo,
        "demo_now": services.clock.now() if demo else None,
        "unread": 0,
        "gebouwd": built_file,
        "contact_email": services.settings.contact_email,
    }


def built_file(name: str) -> str:
    """The address of a built script or style sheet; it changes when its sources change, so that caches may keep it."""
    return url_for("static", filename=f"gebouwd/{name}", v=_stamp())


@lru_cache(maxsize=1)
def _stamp() -> str:
    stamp = Path(__file__).parent / "static" / "gebouwd" / "stempel.txt"
    return stamp.read_text()[:12] if stamp.is_file() else "0"
