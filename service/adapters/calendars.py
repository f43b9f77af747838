"""iCalendar (RFC 5545, RFC 5546): feeds to subscribe to, invitations and their withdrawal; number, kind and link."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

_PRODUCT = "-//Procesregie//Agenda//NL"
# The rule of the European Union, as every calendar program knows it.
_AMSTERDAM = """BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class Entry:
    """One line of a calendar: a whole day, or with times (aware, Europe/Amsterdam).

    `uid` stays the same for ever; `sequence` goes up when it moves; `changed_at` is when it was last said.
    """

    uid: str
    title: str
    url: str
    sequence: int
    changed_at: datetime
    starts: date | datetime
    ends: datetime | None = None
    place: str = ""
    blocks: bool = False  # whether it takes up the time


def feed(name: str, entries: Iterable[Entry]) -> bytes:
    """A calendar to subscribe to; the same entries give the same bytes."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Amsterdam")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def invitation(entry: Entry, organizer: str, attendee: str) -> str:
    """An invitation for one address, to be sent along with the mail; a higher sequence moves the earlier one."""
    return _scheduling("REQUEST", entry, organizer, attendee, "CONFIRMED")


def cancellation(entry: Entry, organizer: str, attendee: str) -> str:
    """Takes the invitation out of that calendar."""
    return _scheduling("CANCEL", entry, organizer, attendee, "CANCELLED")


def method_of(text: str) -> str:
    """REQUEST or CANCEL: a mail names it beside its type."""
    return str(Calendar.from_ical(text)["METHOD"])


def _scheduling(method: str, entry: Entry, organizer: str, attendee: str, status: str) -> str:
    calendar, event = _calendar(method), _event(entry)
    event.add("status", status)
    event.add("organizer", vCalAddress(f"mailto:{organizer}"))
    guest = vCalAddress(f"mailto:{attendee}")
    guest.params["ROLE"] = vText("REQ-PARTICIPANT")
    guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
    event.add("attendee", guest)
    calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(Timezone.from_ical(_AMSTERDAM))
    return calendar


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("summary", entry.title)
    event.add("dtstart", entry.starts)
    if entry.ends is not None:
        event.add("dtend", entry.ends)
    if entry.place:
        event.add("location", entry.place)
    event.add("url", entry.url)
    event.add("description", entry.url)
    event.add("transp", "OPAQUE" if entry.blocks else "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event
