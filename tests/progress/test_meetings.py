"""The table's calendar: series, agendas, a case that moves, and invitations in everybody's calendar."""

from datetime import date
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select

from service.domain.errors import NotFound
from service.models import Case, Meeting, MeetingGuest, MeetingSlot, Notification, OutboxMail
from service.usecases.agendas import find_next, get_agenda, list_meetings
from service.usecases.cases import withdraw
from service.usecases.clocks import forward
from service.usecases.meeting_series import config_of_team, look_beforehand
from service.usecases.meetings import put_on_next_agenda
from tests.api.client import Door
from tests.progress.test_progress import Escalated
from tests.web.desk import Building, text_of
from tests.world import World

Line = Any  # the package types a value as any of thirty kinds

SERIES = {
    "team": "team-eil", "ritme": "maandelijks", "week": "2", "weekdag": "1", "van": "1-10-2026", "tot": "31-12-2026",
    "begin": "13:00", "einde": "15.00", "plaats": "Online", "zaken": "", "feestdag": "eerder",
}  # fmt: skip


def invitations(building: Building, to: str) -> list[tuple[str, Line]]:
    """What came along with the mails to an address, oldest first: the method and the line."""
    with building.world.factory.read() as work:
        mails = select(OutboxMail.calendar).where(OutboxMail.to == to, OutboxMail.calendar.is_not(None))
        found = [Calendar.from_ical(text) for text in work.session.scalars(mails.order_by(OutboxMail.id)) if text]
    return [(str(one["METHOD"]), one.walk("VEVENT")[0]) for one in found]


def test_a_team_plans_a_series_and_changes_one_day(building: Building) -> None:
    secretary, world = building.desk("u-sec-e"), building.world
    assert "Er staat geen overleg gepland" in secretary.found("/overleg")
    refused = secretary.post("/overleg/reeksen", {**SERIES, "begin": "straks", "weekdag": "6"})
    assert refused.status_code == 400
    assert "Online" in text_of(refused)
    assert secretary.post("/overleg/reeksen", SERIES).status_code == 302
    with world.factory.read(world.actor("u-sec-e")) as work:
        planned = list_meetings(work, "team-eil")
        assert [one.day for one in planned] == [date(2026, 10, 13), date(2026, 11, 10), date(2026, 12, 8)]
        assert {one.capacity for one in planned} == {4}
        first = find_next(work, "team-eil")
    secretary.found(f"/overleg/{first}")
    change = {"begin": "14:00", "einde": "16:00", "plaats": "Zaal 1", "zaken": "3"}
    assert secretary.post(f"/overleg/{first}/wijzigen", change).status_code == 302
    assert "Zaal 1" in secretary.found(f"/overleg/{first}")
    assert secretary.post(f"/overleg/{first}/afzeggen", {"reden": ""}).status_code == 400
    assert secretary.post(f"/overleg/{first}/afzeggen", {"reden": "Ziekte"}).status_code == 302
    assert "Gaat niet door" in secretary.found("/overleg")
    with world.factory.read(world.actor("u-vz")) as work, pytest.raises(NotFound):
        get_agenda(work, first or 0)
    stopped = secretary.post("/overleg/reeksen/2/stoppen", {})
    assert stopped.status_code == 302
    with world.factory.read(world.actor("u-sec-e")) as work:
        assert find_next(work, "team-eil") is None


def test_a_meeting_without_cases_goes_on_or_is_called_off_as_the_region_answered(building: Building) -> None:
    world, client = building.world, Door(building.world).as_("u-sec-e")
    body = {**SERIES, "week": 2, "weekdag": 1, "van": "2026-10-01", "tot": "2026-12-31", "einde": "15:00"} | {
        "zaken": 3
    }
    assert "begin" in str(client.post("/overleggen/reeksen", {**body, "begin": None}).get_json()["fouten"])
    for _ in range(2):
        assert client.post("/overleggen/reeksen", body, key="een").get_json() == {"overleggen": 3}
    [one] = client.found("/overleggen/reeksen", team="team-eil")["resultaten"]
    assert (one["omschrijving"], one["begin"]) == ("Elke maand op de tweede dinsdag", "13:00")
    first, second, third = (slot["id"] for slot in client.found("/overleggen", team="team-eil")["resultaten"])
    moved = client.post(f"/overleggen/{second}/wijziging", {"begin": "14:00", "einde": "16:00", "plaats": "Zaal"})
    assert moved.get_json()["overleg"]["begin"] == "14:00"
    assert "2 werkdagen vooraf" in building.desk("u-sec-e").found(f"/overleg/{first}")
    with world.factory.write() as work:
        other = work.session.scalars(select(MeetingSlot).where(MeetingSlot.day == date(2026, 10, 9))).one()
        look_beforehand(work, other, config_of_team(work, other.team_id))
    forward(world.factory, "2026-10-09T07:29")
    assert client.found(f"/overleggen/{first}")["overleg"]["gaatNietDoor"] is None
    forward(world.factory, "2m")
    assert client.found(f"/overleggen/{first}")["overleg"]["gaatNietDoor"] == "Er zijn geen zaken te bespreken."
    with world.factory.read() as work:
        told = {one.kind for one in work.session.scalars(select(Notification))}
    assert told == {"overleg_vervalt", "overleg_zonder_zaken"}, "the other team goes on"
    assert client.post(f"/overleggen/{third}/afzegging", {"reden": "Ziekte"}).get_json()["overleg"]["gaatNietDoor"]
    assert client.post(f"/overleggen/reeksen/{one['id']}/stop").get_json() == {"vervallen": 1, "blijven": 0}


def test_a_case_comes_back_on_one_agenda_and_comes_first(escalated: Escalated) -> None:
    world, number = escalated[0].world, escalated[1]
    with world.factory.write() as work:
        case = work.session.scalars(select(Case).where(Case.number == number)).one()
        first = put_on_next_agenda(work, case, "Drie maanden geen passende hulp.")
        assert put_on_next_agenda(work, case, "Drie maanden geen passende hulp.") is first
        assert put_on_next_agenda(work, case, "Het gezin vraagt erom.") is first
        other = Meeting(case_id=case.id, episode_number=1, slot_id=first.slot_id, day=first.day, sequence=0)
        work.session.add(other)
        slot = first.slot_id
    with world.factory.read(world.actor("u-gd")) as work:
        agenda = get_agenda(work, slot or 0)
        assert [item.comes_back for item in agenda.items] == [True, False]
        assert agenda.items[0].reason == "Drie maanden geen passende hulp. Het gezin vraagt erom."
        assert not agenda.may_direct


def planned_anew(world: World) -> tuple[int, int, int, date]:
    """The meeting about the case as if it was still to come; its slot, and the slot after that with its day."""
    with world.factory.write() as work:
        meeting = work.session.scalars(select(Meeting).order_by(Meeting.id)).first()
        assert meeting is not None
        coming = select(MeetingSlot).where(MeetingSlot.team_id == 1, MeetingSlot.day > work.today)
        here, there = work.session.scalars(coming.order_by(MeetingSlot.day).limit(2)).all()
        meeting.slot_id, meeting.day = here.id, here.day
        return meeting.id, here.id, there.id, there.day


def test_who_was_invited_sees_the_meeting_move_and_go(escalated: Escalated) -> None:
    building, number = escalated
    world, secretary = building.world, building.desk("u-sec")
    with world.factory.read() as work:
        guests = set(work.session.scalars(select(MeetingGuest.address)))
    assert guests
    for address in guests:
        (method, line), *more = invitations(building, address)
        assert (method, line["SEQUENCE"], more) == ("REQUEST", 0, [])
        assert line["SUMMARY"] == f"Overleg {number}"
        assert [str(to) for to in [line["ATTENDEE"]]] == [f"mailto:{address}"]
    key, here, target, new_day = planned_anew(world)
    address = f"/overleg/{here}"
    secretary.found(address)
    refused = secretary.post(f"{address}/verplaatsen", {"overleg": key, "moment": target, "reden": ""})
    assert refused.status_code == 400
    moved = secretary.post(f"{address}/verplaatsen", {"overleg": key, "moment": target, "reden": "Zaal bezet"})
    assert moved.status_code == 302
    assert "Zaal bezet" in secretary.found(f"/zaken/{number}")
    with world.factory.write(world.actor("u-sec")) as work:
        withdraw(work, number, "ouder_verzorger", "Het gaat beter")
    for guest in guests:
        sent = invitations(building, guest)
        assert [(method, line["SEQUENCE"]) for method, line in sent] == [("REQUEST", 0), ("REQUEST", 1), ("CANCEL", 2)]
        assert len({str(line["UID"]) for _, line in sent}) == 1
        assert sent[1][1]["DTSTART"].dt.date() == new_day
    with world.factory.read(world.actor("u-sec")) as work:
        assert not get_agenda(work, target).items
