"""Messages: once for ever, no case content, to pools as well, and mail for who has no account."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from service.domain.actors import SYSTEM
from service.domain.errors import NotAllowed, NotFound
from service.models import OutboxMail, ProcessInstance, RegistrationAttempt, Task
from service.usecases.accounts import find_account
from service.usecases.assignment import Assignment
from service.usecases.inbox import count_unread, list_notifications, mark_read
from service.usecases.mails import list_mail
from service.usecases.messages import UnknownMessage, message_kinds, message_text
from service.usecases.notifications import About, notify_account, notify_assignment, send_mail
from service.usecases.work import Work
from tests.usecases.clockwork import Clockwork, reminded
from tests.world import World

DAY = date(2026, 9, 21)


@pytest.fixture
def clockwork(world: World, tmp_path: Path) -> Clockwork:
    made = Clockwork(world, tmp_path, {"gewoon": reminded("gewoon", "om_verval(vervalt_op)")})
    made.start("gewoon")
    return made


def about(work: Work, *, subject: str = "", due_on: date | None = DAY) -> About:
    return About(attempt=work.session.scalars(select(RegistrationAttempt)).one(), subject=subject, due_on=due_on)


def account(work: Work, key: str) -> int:
    found = find_account(work, key)
    assert found is not None
    return found


def test_the_same_message_comes_once_for_ever(clockwork: Clockwork) -> None:
    for expected in (True, False, False):
        with clockwork.factory.write(SYSTEM) as work:
            assert notify_account(work, account(work, "u-vz"), "triage_te_laat", about(work)) is expected
    with clockwork.factory.read(clockwork.world.actor("u-vz")) as work:
        [message] = list_notifications(work)
        assert message.text == "Triagebesluit te laat bij aanmelding AM-1: maandag 21 september 2026 is voorbij."
        assert (message.unread, message.due_on) == (True, DAY)
        assert [mail.to for mail in list_mail(work)].count("vz@voorbeeld.example") == 1


@pytest.mark.parametrize(("subject", "due_on"), [("doel-2", DAY), ("", date(2026, 9, 22))])
def test_another_subject_or_due_date_is_another_message(clockwork: Clockwork, subject: str, due_on: date) -> None:
    with clockwork.factory.write(SYSTEM) as work:
        first = account(work, "u-vz")
        assert notify_account(work, first, "triage_te_laat", about(work))
        assert notify_account(work, first, "triage_te_laat", about(work, subject=subject, due_on=due_on))
        assert notify_account(work, account(work, "u-pho"), "triage_te_laat", about(work))


def test_a_message_that_was_rolled_back_was_never_sent(clockwork: Clockwork) -> None:
    with suppress(ZeroDivisionError), clockwork.factory.write(SYSTEM) as work:
        notify_account(work, account(work, "u-vz"), "triage_te_laat", about(work))
        raise ZeroDivisionError
    with clockwork.factory.write(SYSTEM) as work:
        assert notify_account(work, account(work, "u-vz"), "triage_te_laat", about(work))


def test_reading_is_ones_own_affair(clockwork: Clockwork) -> None:
    with clockwork.factory.write(SYSTEM) as work:
        for kind in ("triage_te_laat", "plan_te_laat"):
            for key in ("u-vz", "u-pr1"):
                notify_account(work, account(work, key), kind, about(work))
    chair = clockwork.world.actor("u-vz")
    with clockwork.factory.write(chair) as work:
        assert count_unread(work) == 2
        others = [m.id for m in list_notifications(work)]
        mark_read(work, others[0])
        assert count_unread(work) == 1
        assert [m.id for m in list_notifications(work, unread_only=True)] == others[1:]
    with clockwork.factory.write(clockwork.world.actor("u-pr1")) as work:
        with pytest.raises(NotFound):
            mark_read(work, others[1])
        assert count_unread(work) == 2
        mark_read(work)
        assert count_unread(work) == 0


@pytest.mark.parametrize(
    ("who", "told"),
    [
        (Assignment(pool_role="procesregisseur"), {"u-pr1", "u-pr2"}),
        (Assignment(pool_role="inkoop"), {"u-inkoop-z"}),
        (Assignment(pool_role="manager"), {"u-amb-z"}),
        (Assignment(pool_role="kapitein"), set()),
        (Assignment(), set()),
    ],
)
def test_a_pool_is_everybody_who_holds_the_role_here(clockwork: Clockwork, who: Assignment, told: set[str]) -> None:
    with clockwork.factory.write(SYSTEM) as work:
        instance = work.session.scalars(select(ProcessInstance)).one()
        assert notify_assignment(work, instance, who, "stagnatiealarm", due_on=DAY) == len(told)
        addresses = {mail.to for mail in work.session.scalars(select(OutboxMail)) if "Stagnatie" in mail.subject}
        assert addresses == {f"{key.removeprefix('u-')}@voorbeeld.example" for key in told}


def test_an_organisation_is_told_through_its_contact(clockwork: Clockwork) -> None:
    with clockwork.factory.write(SYSTEM) as work:
        instance = work.session.scalars(select(ProcessInstance)).one()
        assert notify_assignment(work, instance, Assignment(pool_organisation_id=1), "toezegging_gevraagd") == 1
        assert notify_assignment(work, instance, Assignment(pool_organisation_id=1), "toezegging_gevraagd") == 0


def test_a_mail_holds_number_kind_date_and_link_and_nothing_of_the_case(clockwork: Clockwork) -> None:
    with clockwork.factory.write(SYSTEM) as work:
        task = work.session.scalars(select(Task)).one()
        attempt = work.session.scalars(select(RegistrationAttempt)).one()
        notify_account(
            work, account(work, "u-vz"), "herinnering_vooraf", About(None, attempt, task, f"taak:{task.id}", DAY)
        )
        link = f"http://localhost:8000/taken/{task.id}"
    with clockwork.factory.read(SYSTEM) as work:
        mail = list_mail(work)[0]
    assert mail.subject == "Herinnering: doen bij aanmelding AM-1"
    assert "maandag 21 september 2026" in mail.body
    assert link in mail.body


def test_somebody_without_an_account_gets_mail_without_a_link_and_only_once(clockwork: Clockwork) -> None:
    with clockwork.factory.write(SYSTEM) as work:
        assert send_mail(work, "ouder@voorbeeld.example", "ontvangst_bevestigd", about(work))
        assert not send_mail(work, " Ouder@voorbeeld.example", "ontvangst_bevestigd", about(work))
        mail = list_mail(work)[0]
    assert "AM-1" in mail.subject
    assert "http" not in mail.body
    assert "Doorbraaktafel Meerwolde-Zandrug" in mail.body
    assert "112" in mail.body


def test_a_new_task_is_announced_to_the_one_who_has_it(clockwork: Clockwork) -> None:
    with clockwork.factory.read(clockwork.world.actor("u-sec")) as work:
        [message] = list_notifications(work)
        assert message.kind == "taak_toegewezen"
        assert message.text.startswith("Nieuwe taak bij aanmelding AM-1: doen.")


def test_every_text_can_be_filled_in_and_an_unknown_kind_is_an_error(clockwork: Clockwork) -> None:
    folder = clockwork.world.settings.messages_dir
    with clockwork.factory.write(SYSTEM) as work:
        for kind in sorted(message_kinds(folder)):
            assert send_mail(work, "a@voorbeeld.example", kind, about(work))
        with pytest.raises(UnknownMessage, match="bestaat_niet"):
            send_mail(work, "a@voorbeeld.example", "bestaat_niet", about(work))
        with pytest.raises(UnknownMessage):
            message_text(folder, "../app")
        assert not [mail for mail in work.session.scalars(select(OutboxMail)) if "{" in mail.subject + mail.body]


def test_a_text_that_names_what_it_may_not_name_is_refused(tmp_path: Path) -> None:
    head = "Onderwerp: Over {zaak}\nMelding: Over {zaak}\nLink: zaak\nGroep: taken\n\n"
    (tmp_path / "fout.txt").write_text(f"{head}De jeugdige heet {{voornaam}}.", encoding="utf-8")
    with pytest.raises(ValueError, match="voornaam"):
        message_text(tmp_path, "fout")


def test_outside_the_demo_nobody_reads_another_ones_mail(world: World) -> None:
    object.__setattr__(world.settings, "demo", False)
    with world.factory.read(world.actor("u-vz")) as work, pytest.raises(NotAllowed):
        list_mail(work)
