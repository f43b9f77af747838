"""Releases that stop: no new cases from a day, and retired when nothing runs on them any more. Nothing is deleted."""

from datetime import date

from sqlalchemy import select

from service.db import take_turns
from service.domain.deadlines import dutch_date
from service.domain.errors import Conflict, FieldError, InvalidInput, NotAllowed
from service.domain.ways import is_approver, may_edit
from service.models import Release
from service.usecases.ways import trail
from service.usecases.ways.access import get_release
from service.usecases.ways.way_reads import active_of, cases_per_release, releases_of, state_now
from service.usecases.work import Work


def find_next(work: Work, release: Release, on_date: date) -> Release | None:
    """What new cases start on from a day when this release stops: an earlier one of the region, else the national."""
    for place in dict.fromkeys((release.region_id, None)):
        left = [one for one in releases_of(work, place) if one.id != release.id]
        if found := active_of(left, place, on_date):
            return found
    return None


def stop_release(work: Work, key: str, on_date: date) -> None:
    """Start no new cases on a release from a day; what runs on it, runs on. Raises Conflict when nothing is left."""
    release = _get_mine(work, key)
    take_turns(work.session, "release")
    if release.active_until is not None and release.active_until <= work.today:
        raise Conflict("Deze werkwijze is al gestopt.")
    if on_date < max(work.today, min(release.active_from, work.today)):
        raise InvalidInput(fields=[FieldError("stopt_op", "Kies vandaag of een latere dag.")])
    follows = find_next(work, release, on_date)
    if follows is None:
        raise Conflict("Zonder deze werkwijze kunnen nieuwe zaken nergens op starten. Maak eerst een andere.")
    release.active_until = on_date
    text = f"Gestopt vanaf {dutch_date(on_date)}: nieuwe zaken starten dan op {follows.key}."
    trail.record(work, "gestopt", text, release=release)


def retire_release(work: Work, key: str) -> None:
    """Put a release away for good; raises Conflict while cases run on it, or when something lies on it."""
    release = _get_mine(work, key)
    take_turns(work.session, "release")
    # A case that is being moved to it is waited for, and then counts.
    work.session.refresh(release, with_for_update=True)
    if state_now(work, release) not in ("vervangen", "gestopt"):
        raise Conflict("Alleen een werkwijze die is vervangen of gestopt, kan worden afgevoerd.")
    if cases := cases_per_release(work).get(release.id, 0):
        many = "Er loopt nog 1 zaak" if cases == 1 else f"Er lopen nog {cases} zaken"
        raise Conflict(f"{many} op deze werkwijze. Wacht tot die klaar zijn, of zet ze over naar een nieuwere.")
    above = select(Release.key).where(Release.base_id == release.id, Release.retired_at.is_(None))
    if keys := list(work.session.scalars(above)):
        raise Conflict(f"Deze werkwijze ligt nog onder {', '.join(keys)}. Voer die eerst af.")
    release.retired_at, release.active_until = work.now, release.active_until or work.today
    trail.record(work, "afgevoerd", "Afgevoerd: er loopt niets meer op.", release=release)


def _get_mine(work: Work, key: str) -> Release:
    release = get_release(work, key)
    if not (may_edit(work.actor, release.region_id) or is_approver(work.actor, release.region_id)):
        raise NotAllowed("U mag deze werkwijze bekijken, maar niet stoppen.")
    return release
