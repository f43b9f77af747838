"""Somebody is away: tasks, messages and rights go to the substitute and come back, and everybody can see so."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from service.domain.errors import Conflict, InvalidInput, NotFound
from service.models import Account, Event, Notification, OutboxMail, RoleGrant, Task
from service.usecases import clocks, tasks
from service.usecases.absences import end_absence, find_people, find_substitutes, list_absences, record_absence
from service.usecases.accounts import find_account
from service.usecases.case_reads import get_case
from service.usecases.task_rows import task_rows
from service.usecases.work import Work
from tests.process.play import Play
from tests.story import answers as story
from tests.world import World


def account(world: World, key: str) -> int:
    with world.factory.read() as work:
        found = find_account(work, key)
    assert found is not None
    return found


def record(world: World, by: str, who: str, days: tuple[date, date], substitute: str) -> int:
    with world.factory.write(world.actor(by)) as work:
        return record_absence(work, account(world, who), *days, account(world, substitute))


def mine(world: World, key: str) -> list[str]:
    """The open tasks of somebody, each as the worklist names who has it."""
    with world.factory.read(world.actor(key)) as work:
        rows = task_rows(work, Task.assignee_id == work.actor.account_id, Task.ended_at.is_(None))
        return [f"{row.kind}: {row.assignee}" for row in rows]


def ensure_told_in_stead(world: World) -> None:
    """The substitute was told of the alarm and of standing in, and reads in whose stead."""
    with world.database.read() as session:
        alarm = session.scalars(
            select(Notification).where(
                Notification.kind == "stagnatiealarm", Notification.account_id == account(world, "u-pr2")
            )
        ).one()
        assert alarm.on_behalf_of_id == account(world, "u-pr1")
        mail = session.scalars(
            select(OutboxMail).where(OutboxMail.kind == "stagnatiealarm", OutboxMail.account_id == alarm.account_id)
        ).one()
        assert mail.body.startswith("U krijgt dit bericht namens A. Proef, die afwezig is.")
        told = session.scalars(select(OutboxMail.kind).where(OutboxMail.to == "pr2@voorbeeld.example")).all()
        assert [kind for kind in told if kind.startswith("waarneming")] == ["waarneming_gevraagd", "waarneming_begint"]


def test_tasks_and_messages_go_to_the_substitute_and_come_back(play: Play) -> None:
    world = play.to_monitoring().world
    before = mine(world, "u-pr1")
    assert "gezin_bellen: A. Proef" in before
    monday = world.clock.now().date() + timedelta(days=7)
    record(world, "u-pr1", "u-pr1", (monday, monday + timedelta(days=60)), "u-pr2")
    assert mine(world, "u-pr1") == before, "nothing moves before the first day"
    clocks.forward(world.factory, "60d")
    assert mine(world, "u-pr1") == []
    taken = mine(world, "u-pr2")
    assert "gezin_bellen: B. Fictie namens A. Proef" in taken
    assert "stagnatie_beoordelen: B. Fictie namens A. Proef" in taken, "a new task as well"
    ensure_told_in_stead(world)
    with world.factory.write(world.actor("u-pr2")) as work:
        task = work.session.scalars(select(Task.id).where(Task.element_id == "stagnatie_beoordelen")).one()
        tasks.complete(work, task, story.SOLVED)
    with world.database.read() as session:
        done = session.scalars(select(Event).where(Event.text == "«Stagnatie beoordelen» is afgerond.")).one()
        assert (done.actor_id, done.on_behalf_of) == (account(world, "u-pr2"), "A. Proef")
    clocks.forward(world.factory, "10d")
    assert mine(world, "u-pr2") == []
    assert {"gezin_bellen: A. Proef"} <= set(mine(world, "u-pr1"))


def test_a_substitute_of_a_case_director_sees_the_case_and_nobody_else_of_the_organisation_does(play: Play) -> None:
    world = play.to_monitoring().world
    with world.factory.write() as work:
        _colleague(work, "u-cp-lt")
    with pytest.raises(NotFound), world.factory.read(world.actor("u-collega")) as work:
        get_case(work, play.number)
    today = world.clock.now().date()
    absence = record(world, "u-cp-lt", "u-cp-lt", (today, today), "u-collega")
    assert "checkin: Collega namens B. Buurt" in mine(world, "u-collega")
    with world.factory.read(world.actor("u-collega")) as work:
        assert get_case(work, play.number).number == play.number
    with world.factory.write(world.actor("u-cp-lt")) as work:
        end_absence(work, absence)
        with pytest.raises(Conflict):
            end_absence(work, absence)
    assert "checkin: B. Buurt" in mine(world, "u-cp-lt")
    with pytest.raises(NotFound), world.factory.read(world.actor("u-collega")) as work:
        get_case(work, play.number)


def _colleague(work: Work, key: str) -> None:
    other = work.session.scalars(select(Account).where(Account.key == key)).one()
    new = Account(key="u-collega", email="collega@voorbeeld.example", name="Collega")
    new.grants = [RoleGrant(role="contactpersoon", organisation_id=other.grants[0].organisation_id)]
    work.session.add(new)


TODAY = date(2026, 9, 7)
NONSENSE = {
    "the past": ("u-pr1", date(2026, 9, 4), TODAY, "u-pr2", "van", "al voorbij"),
    "backwards": ("u-pr1", date(2026, 9, 10), TODAY, "u-pr2", "totEnMet", "ligt voor de eerste"),
    "years": ("u-pr1", TODAY, date(2029, 1, 1), "u-pr2", "totEnMet", "Langer dan een jaar"),
    "oneself": ("u-pr1", TODAY, TODAY, "u-pr1", "waarnemer", "niet voor zichzelf"),
    "another team": ("u-pr1", TODAY, TODAY, "u-pr-e", "waarnemer", "niet dezelfde rol"),
    "an official for an alderman": ("u-weth-l", TODAY, TODAY, "u-amb-m", "waarnemer", "niet dezelfde rol"),
    "who is away": ("u-pr1", TODAY, TODAY, "u-gd", "waarnemer", "zelf"),
    "twice": ("u-gd", TODAY, TODAY, "u-pr1", "van", "al afwezigheid vastgelegd"),
}


@pytest.mark.parametrize("case", NONSENSE)
def test_nonsense_is_refused_in_words(world: World, case: str) -> None:
    who, first, last, substitute, field, words = NONSENSE[case]
    record(world, "u-gd", "u-gd", (TODAY, TODAY), "u-pr2")
    with pytest.raises(InvalidInput) as refused:
        record(world, who, who, (first, last), substitute)
    [mistake] = refused.value.fields
    assert mistake.path == field
    assert words in mistake.message


def test_who_records_for_whom(world: World) -> None:
    with world.factory.read(world.actor("u-pr1")) as work:
        assert [one.label for one in find_people(work)] == ["A. Proef"]
    with world.factory.read(world.actor("u-sec")) as work:
        people = {one.label for one in find_people(work)}
        assert {"A. Proef", "B. Fictie", "M. Voorbeeld"} <= people
        assert "E. Eiland" not in people
    with world.factory.read(world.actor("u-beheer-m")) as work:
        assert {"Wethouder Lindervoort", "H. Afdeling"} <= {one.label for one in find_people(work)}
        found = find_substitutes(work, account(world, "u-weth-l"))
        assert [one.label for one in found] == ["Locowethouder Lindervoort"]
    with pytest.raises(NotFound):
        record(world, "u-pr1", "u-pr2", (TODAY, TODAY), "u-pr1")
    record(world, "u-sec", "u-pr1", (TODAY, TODAY), "u-pr2")
    with world.factory.read(world.actor("u-pr2")) as work:
        [one] = list_absences(work)
        assert (one.name, one.substitute, one.stage, one.recorded_by, one.may_end) == (
            "A. Proef", "B. Fictie", "loopt", "S. Schrijver", False,
        )  # fmt: skip


def test_the_alderman_who_is_away_is_replaced_when_it_goes_up(play: Play) -> None:
    world = play.to_monitoring().world
    today = world.clock.now().date()
    record(world, "u-weth-l", "u-weth-l", (today, today + timedelta(days=300)), "u-loco-l")
    play.forward("45wd")
    assert "bestuurlijk_besluiten: Locowethouder Lindervoort namens Wethouder Lindervoort" in mine(world, "u-loco-l")
