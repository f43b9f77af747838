"""Mail that does not arrive is tried again, then seen by those who can do something, and sent again."""

import smtplib
from datetime import timedelta

import pytest
from sqlalchemy import select

from service.adapters.mail import OutgoingMail
from service.domain.errors import InvalidInput, NotAllowed, NotFound
from service.models import Event, Incident, Notification, OutboxMail
from service.usecases.accounts import find_account
from service.usecases.inbox import list_notifications
from service.usecases.mails import deliver
from service.usecases.notifications import About, notify_account, send_mail
from service.usecases.undelivered import list_undelivered, note_bounce, send_again
from tests.process.play import Play
from tests.world import World

PARENT = "ouder@verkeerd.example"


class Post:
    """A mail server that refuses some addresses, and remembers what it took."""

    def __init__(self) -> None:
        self.refused, self.taken = {PARENT}, list[OutgoingMail]()

    def send(self, mail: OutgoingMail) -> None:
        if mail.to in self.refused:
            raise smtplib.SMTPRecipientsRefused({mail.to: (550, b"no such user")})
        self.taken.append(mail)


def fail(world: World, post: Post) -> None:
    for wait in (timedelta(0), timedelta(minutes=2), timedelta(minutes=13), timedelta(minutes=75)):
        world.clock.forward(wait)
        deliver(world.factory, post)


def test_a_letter_to_the_family_that_does_not_arrive_is_seen_told_and_sent_again(play: Play) -> None:
    world, post = play.to_planning().world, Post()
    with world.factory.write() as work:
        about = About(play.case())
        assert send_mail(work, PARENT, "plan_besluit", about, owner="gezin")
    fail(world, post)
    with world.factory.read(world.actor("u-sec")) as work:
        [row] = list_undelivered(work)
        assert (row.owner, row.address, row.case_number) == ("Het gezin", PARENT, play.number)
        assert (row.tries, row.reason) == (4, "Het adres werd geweigerd. Controleer het adres.")
    with world.factory.read(world.actor("u-operator")) as work:
        assert [(one.address, one.opens_case) for one in list_undelivered(work)] == [("o…@verkeerd.example", None)]
    with world.factory.read(world.actor("u-pr1")) as work:
        told = [one for one in list_notifications(work) if one.kind == "mail_niet_aangekomen"]
        assert [one.text for one in told] == [
            f"Een e-mail over {play.number} kwam niet aan. Neem contact op, of verstuur hem opnieuw."
        ]
    with world.database.read() as session:
        assert PARENT not in str(session.scalars(select(Incident.cause)).all())
        assert session.scalars(select(OutboxMail).where(OutboxMail.kind == "mail_niet_aangekomen")).all() == []
    with world.factory.write(world.actor("u-sec")) as work:
        with pytest.raises(InvalidInput):
            send_again(work, row.id, "geen adres")
        send_again(work, row.id, "ouder@voorbeeld.example")
    deliver(world.factory, post)
    assert post.taken[-1].to == "ouder@voorbeeld.example"
    with world.factory.read(world.actor("u-sec")) as work:
        assert list_undelivered(work) == []
        texts = work.session.scalars(select(Event.text).where(Event.kind == "bericht")).all()
    assert f"De e-mail «Het plan is klaar ({play.number})» is opnieuw verstuurd naar een ander adres." in texts


def test_only_those_who_direct_here_and_the_operator_see_it(play: Play) -> None:
    world, post = play.to_planning().world, Post()
    post.refused = {"gd@voorbeeld.example"}
    with world.factory.write() as work:
        colleague = find_account(work, "u-gd")
        assert colleague is not None
        notify_account(work, colleague, "plan_vastgesteld", About(play.case()))
    fail(world, post)
    with world.factory.read(world.actor("u-gd")) as work, pytest.raises(NotAllowed):
        list_undelivered(work)
    with world.factory.read(world.actor("u-sec-e")) as work:
        assert list_undelivered(work) == []
    with world.factory.write(world.actor("u-vz")) as work:
        [row] = list_undelivered(work)
        assert row.owner == "G. Gedrag"
    with world.factory.write(world.actor("u-sec-e")) as work, pytest.raises(NotFound):
        send_again(work, row.id)
    with world.database.read() as session:
        kinds = session.scalars(select(Notification.kind).where(Notification.case_id == play.case().id)).all()
    assert "mail_niet_aangekomen" not in kinds, "a colleague notices for themselves: the message is in the app"


def test_a_mail_that_comes_back_later_is_tried_again_and_shown_after_every_try(world: World) -> None:
    post = Post()
    with world.factory.write() as work:
        send_mail(work, "iemand@voorbeeld.example", "ontvangst_bevestigd", About(), owner="melder")
    for wait in (0, 2, 13, 75):
        world.clock.forward(timedelta(minutes=wait))
        deliver(world.factory, post)
        with world.factory.write(world.actor("u-operator")) as work:
            note_bounce(work, f"<{post.taken[-1].key}@procesregie>", "550 onbekend")
            with pytest.raises(NotFound):
                note_bounce(work, post.taken[-1].key, "nog eens")
    assert len(post.taken) == 4
    with world.factory.read(world.actor("u-operator")) as work:
        assert [(one.tries, one.owner) for one in list_undelivered(work)] == [(4, "De melder")]
    with world.factory.write(world.actor("u-sec")) as work, pytest.raises(NotAllowed):
        note_bounce(work, post.taken[-1].key, "dit mag zij niet")
