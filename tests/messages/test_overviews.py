"""Who chose so hears once per working day; what cannot wait comes at once; the app always has everything."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from service.domain.actors import SYSTEM
from service.domain.deadlines import dutch_date
from service.domain.errors import InvalidInput
from service.domain.message import next_overview
from service.models import Case, Event, Notification, OutboxMail
from service.usecases import clocks
from service.usecases.accounts import find_account
from service.usecases.inbox import count_unread, mark_read
from service.usecases.messages import message_text
from service.usecases.notifications import About, notify_account
from service.usecases.overviews import send_overviews
from service.usecases.preferences import get_preferences, save_preferences
from service.usecases.ticking import next_due_at, tick
from service.usecases.work import AMSTERDAM
from tests.process.play import Play
from tests.world import World

WHO, ADDRESS = "u-vz", "vz@voorbeeld.example"


def choose(world: World, mode: str = "dagelijks", hour: int = 8, *in_app: str) -> None:
    with world.factory.write(world.actor(WHO)) as work:
        save_preferences(work, mode, hour, in_app)


def tell(world: World, kind: str, subject: str = "", due: int = 0) -> None:
    with world.factory.write(SYSTEM) as work:
        person = find_account(work, WHO)
        assert person is not None
        day = work.today + timedelta(days=due) if due else None
        about = About(subject=subject, due_on=day)
        assert notify_account(work, person, kind, about)


def mails(world: World) -> list[OutboxMail]:
    with world.database.read() as session:
        return list(session.scalars(select(OutboxMail).where(OutboxMail.to == ADDRESS).order_by(OutboxMail.id)))


def test_one_mail_a_day_lists_what_is_new_in_the_order_of_due_dates(world: World) -> None:
    choose(world)
    tell(world, "triage_te_laat", "b", 9)
    tell(world, "plan_te_laat", "a", 2)
    tell(world, "stagnatiealarm", "c", 5)
    assert [mail.kind for mail in mails(world)] == ["stagnatiealarm"], "an alarm does not wait"
    with world.factory.read(world.actor(WHO)) as work:
        assert count_unread(work) == 3
        assert next_due_at(work) == datetime(2026, 9, 8, 8, tzinfo=AMSTERDAM)
    clocks.forward(world.factory, "1d")
    overview = mails(world)[-1]
    assert (overview.kind, overview.subject) == ("dagoverzicht", "Uw overzicht van dinsdag 8 september 2026")
    lines = [line for line in overview.body.splitlines() if line.startswith("- ")]
    assert lines == ["- Plan te laat bij het team", "- Triagebesluit te laat bij het team"]
    assert "Uiterlijk woensdag 9 september 2026\n  http://localhost:8000/werklijst" in overview.body
    clocks.forward(world.factory, "5d")
    assert len(mails(world)) == 2, "nothing new, no mail"


def test_what_was_read_or_stays_in_the_app_is_not_mailed_and_what_cannot_be_switched_off_is(world: World) -> None:
    choose(world, "dagelijks", 8, "overleg", "te_laat")
    tell(world, "triage_te_laat")
    tell(world, "netwerkantwoord")
    tell(world, "escalatie_gestart")
    with world.factory.write(world.actor(WHO)) as work:
        assert get_preferences(work).in_app_only == ("te_laat", "overleg")
        mark_read(work)
    clocks.forward(world.factory, "3d")
    assert [mail.kind for mail in mails(world)] == ["escalatie_gestart"]
    with pytest.raises(InvalidInput) as refused:
        choose(world, "soms", 3, "escalaties")
    assert [one.path for one in refused.value.fields] == ["wanneer", "uur", "alleenApp"]


def test_the_overview_comes_once_after_days_of_standing_still_and_not_in_the_weekend(world: World) -> None:
    choose(world, "dagelijks", 20)
    world.clock.set(datetime(2026, 9, 11, 9, tzinfo=AMSTERDAM))
    tell(world, "triage_te_laat", due=3)
    world.clock.set(datetime(2026, 9, 12, 11, tzinfo=AMSTERDAM))
    tick(world.factory)
    assert mails(world) == []
    world.clock.set(datetime(2026, 9, 16, 21, tzinfo=AMSTERDAM))
    tick(world.factory)
    tick(world.factory)
    [overview] = mails(world)
    assert overview.subject == "Uw overzicht van woensdag 16 september 2026"
    assert "Uiterlijk maandag 14 september 2026" in overview.body, "the true due date"
    choose(world, "dagelijks", 20)
    world.clock.set(datetime(2026, 9, 16, 19, tzinfo=AMSTERDAM))
    tell(world, "plan_te_laat")
    world.clock.set(datetime(2026, 9, 16, 21, tzinfo=AMSTERDAM))
    tick(world.factory)
    assert len(mails(world)) == 1, "one per day"
    clocks.forward(world.factory, "1d")
    assert len(mails(world)) == 2


def test_two_workers_in_the_same_minute_send_one_overview(world: World) -> None:
    choose(world)
    for number in range(5):
        tell(world, "triage_te_laat", str(number))
    world.clock.set(datetime(2026, 9, 8, 8, tzinfo=AMSTERDAM))
    together = Barrier(2)

    def work() -> int:
        together.wait()
        return send_overviews(world.factory)

    with ThreadPoolExecutor(2) as workers:
        for future in [workers.submit(work) for _ in range(2)]:
            future.result()
    tick(world.factory)
    assert [mail.kind for mail in mails(world)] == ["dagoverzicht"]
    with world.database.read() as session:
        assert session.scalars(select(Notification.id).where(Notification.overview_at.is_not(None))).all() == []


def test_an_emergency_does_not_wait_whatever_was_chosen(play: Play) -> None:
    world = play.world
    choose(world, "dagelijks", 8, "te_laat", "taken", "overleg")
    play.to_planning()
    with world.factory.write(SYSTEM) as work:
        case = work.session.scalars(select(Case)).one()
        case.emergency = True
        person = find_account(work, WHO)
        assert person is not None
        assert notify_account(work, person, "overleg_te_laat", About(case))
    assert [mail.kind for mail in mails(world)] == ["overleg_te_laat"]


def test_the_overview_skips_the_holidays_of_the_region(world: World) -> None:
    calendar = world.services.regions.for_region("meerwolde").calendar
    eve = datetime(2026, 12, 24, 12, tzinfo=AMSTERDAM)
    assert next_overview(eve, 8, calendar) == datetime(2026, 12, 28, 8, tzinfo=AMSTERDAM)
    summer = datetime(2026, 3, 27, 12, tzinfo=AMSTERDAM)
    assert next_overview(summer, 8, calendar) == datetime(2026, 3, 30, 8, tzinfo=AMSTERDAM)


def test_after_three_days_of_standing_still_everything_is_told_in_order_with_its_true_date(play: Play) -> None:
    world = play.to_monitoring().world
    play.forward("19wd")
    with world.database.read() as session:
        last = max(session.scalars(select(Notification.id)), default=0)
    # Nobody ticks from the last days of the check until after its alarm.
    world.clock.forward(timedelta(days=12))
    tick(world.factory)
    tick(world.factory)
    with world.database.read() as session:
        told = session.scalars(select(Notification).where(Notification.id > last).order_by(Notification.id)).all()
        events = session.execute(select(Event.kind, Event.day).where(Event.automatic).order_by(Event.id)).all()
    kinds = [note.kind for note in told]
    assert kinds.index("herinnering_achteraf") < kinds.index("stagnatiealarm")
    assert len({note.key for note in told}) == len(told)
    for note in told:
        if note.due_on is not None:
            assert dutch_date(note.due_on) in note.text or "{vervalt}" not in _line_of(world, note.kind)
    days = [day for kind, day in events if kind in ("herinnering", "alarm", "stagnatie", "escalatie")]
    assert days == sorted(days)
    tick(world.factory)
    with world.database.read() as session:
        assert len(session.scalars(select(Notification.id)).all()) == last + len(told), "nothing a second time"


def _line_of(world: World, kind: str) -> str:
    return message_text(world.settings.messages_dir, kind).line
