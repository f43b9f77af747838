"""Calendars behind a secret address: what is in them, what is not, and when the address stops working."""

from datetime import timedelta
from typing import Any

from icalendar import Calendar
from sqlalchemy import select

from service.models import Account, CalendarLink, RoleGrant, Task
from service.usecases.accounts import find_account
from service.usecases.calendars import make_link
from service.usecases.pauses import extend_task
from service.usecases.progress_cases import get_follow_up
from tests.progress.test_progress import Escalated
from tests.web.desk import Building, text_of

Line = Any  # the package types a value as any of thirty kinds


def address_of(building: Building, who: str, team: str | None = None) -> str:
    world = building.world
    with world.factory.write(world.actor(who)) as work:
        return make_link(work, team).removeprefix(world.settings.base_url)


def lines_of(building: Building, address: str) -> dict[str, Line]:
    """The lines of the calendar at an address, without logging in, by their unique name."""
    answer = building.visitor().get(address)
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/calendar")
    calendar = Calendar.from_ical(answer.data)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Amsterdam"]
    return {str(line["UID"]): line for line in calendar.walk("VEVENT")}


def test_own_due_dates_follow_their_tasks(escalated: Escalated) -> None:
    building, number = escalated
    world = building.world
    with world.factory.read(world.actor("u-vz")) as work:
        task = next(one for one in get_follow_up(work, number).tasks if one.may_extend)
        found = work.session.get_one(Task, task.id)
        subject, owner = found.subject_text, work.session.get_one(Account, found.assignee_id).key
    address = address_of(building, owner)
    before = lines_of(building, address)
    name = next(uid for uid in before if uid.startswith(f"taak-{task.id}@"))
    line = before[name]
    assert line["SUMMARY"] == f"Uiterlijk: {task.name} ({number})"
    assert line["DTEND"].dt.isoformat()[:16] == f"{task.due_on}T17:00"
    assert line["DTEND"].params["TZID"] == "Europe/Amsterdam"
    assert not subject or subject not in str(line)
    with world.factory.write(world.actor("u-vz")) as work:
        extend_task(work, task.id, 5, "Vakantie")
    moved = lines_of(building, address)[name]
    assert moved["DTEND"].dt > line["DTEND"].dt
    assert moved["SEQUENCE"] > line["SEQUENCE"]
    with world.factory.write() as work:
        work.session.get_one(Task, task.id).ended_at = work.now
    assert name not in lines_of(building, address)


def test_what_did_not_change_is_not_sent_again(escalated: Escalated) -> None:
    building, _ = escalated
    address = address_of(building, "u-pr1")
    first = building.visitor().get(address)
    etag = first.headers["ETag"]
    again = building.visitor().http.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert "max-age" in first.headers["Cache-Control"]
    building.world.clock.set(building.world.clock.now() + timedelta(hours=3))
    assert building.visitor().get(address).headers["ETag"] == etag


def test_an_address_stops_when_it_is_renewed_revoked_or_no_longer_deserved(building: Building) -> None:
    desk, world = building.desk("u-sec"), building.world
    assert "Mijn agenda" in desk.found("/agenda")
    shown = text_of(desk.post("/agenda", {"team": "team-mz"}))
    first = shown.split('value="http', 1)[1].split('"', 1)[0].split("/agenda/", 1)[1]
    old = f"/agenda/{first}"
    assert any(uid.startswith("overlegmoment-") for uid in lines_of(building, old))
    with world.factory.read() as work:
        kept = work.session.scalars(select(CalendarLink.token_hash)).all()
        assert first.removesuffix(".ics") not in kept
    new = address_of(building, "u-sec", "team-mz")
    assert building.visitor().get(old).status_code == 404
    assert building.visitor().get("/agenda/geraden.ics").status_code == 404
    assert lines_of(building, new)
    with world.factory.write() as work:
        account = find_account(work, "u-sec")
        for grant in work.session.scalars(select(RoleGrant).where(RoleGrant.account_id == account)):
            grant.valid_until = work.today - timedelta(days=1)
    assert building.visitor().get(new).status_code == 404
    own = address_of(building, "u-pr1")
    desk = building.desk("u-pr1")
    desk.get("/agenda")
    assert desk.post("/agenda/intrekken", {"team": ""}).status_code == 302
    assert building.visitor().get(own).status_code == 404
    assert desk.post("/agenda", {"team": "team-eil"}).status_code == 404
