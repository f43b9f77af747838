"""The outbox with several workers: one mail per key, also when one dies at the worst moment."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from service.adapters.mail import OutgoingMail
from service.domain.actors import SYSTEM
from service.models import Notification, OutboxMail
from service.usecases.mails import deliver
from service.usecases.notifications import About, send_mail
from service.usecases.ticking import fire_due
from tests.concurrency.crowd import gather
from tests.world import World

MAILS = 60


class Post:
    """A mail server that remembers what it took; `after` happens when it has taken a mail."""

    def __init__(self) -> None:
        self.taken = list[str]()

    def send(self, mail: OutgoingMail) -> None:
        self.taken.append(mail.key)
        self.after()

    def after(self) -> None:
        """Nothing: it goes on."""


class Dying(Post):
    """It takes the mail, and then the worker dies before it could write that down."""

    def after(self) -> None:
        raise SystemExit


class Slow(Post):
    """It answers when the lease is nearly over."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world

    def after(self) -> None:
        self.world.clock.forward(timedelta(minutes=4, seconds=30))


class Down(Post):
    """It takes nothing."""

    def send(self, mail: OutgoingMail) -> None:
        self.taken.append(mail.key)
        raise ConnectionRefusedError("no mail today")


@pytest.fixture
def full(world: World) -> World:
    """A service with mail in its outbox."""
    with world.factory.write(SYSTEM) as work:
        for number in range(MAILS):
            send_mail(work, f"iemand-{number}@voorbeeld.example", "ontvangst_bevestigd", About())
    return world


def unsent(world: World) -> list[OutboxMail]:
    with world.database.read() as session:
        return list(session.scalars(select(OutboxMail).where(OutboxMail.sent_at.is_(None))))


def test_three_workers_that_deliver_at_once_send_every_mail_once(full: World) -> None:
    post, together = Post(), Barrier(3)

    def work() -> int:
        together.wait()
        return deliver(full.factory, post).sent

    with ThreadPoolExecutor(3) as workers:
        sent = [future.result() for future in [workers.submit(work) for _ in range(3)]]
    assert sum(sent) == MAILS
    assert Counter(Counter(post.taken).values()) == {1: MAILS}
    assert unsent(full) == []


def test_two_workers_that_tick_in_the_same_minute_tell_everybody_once(world: World) -> None:
    found = gather(world, 10, 2)
    world.clock.forward(timedelta(days=30))
    post, together = Post(), Barrier(2)

    def work() -> int:
        together.wait()
        fired = fire_due(world.factory).fired
        deliver(world.factory, post)
        return fired

    with ThreadPoolExecutor(2) as workers:
        fired = [future.result() for future in [workers.submit(work) for _ in range(2)]]
    deliver(world.factory, post)
    # A worker that finds every case taken goes home; what is left is for the next tick.
    fired.append(fire_due(world.factory).fired)
    deliver(world.factory, post)
    assert sum(fired) == len(found)
    with world.database.read() as session:
        told = session.scalars(select(Notification.key).where(Notification.kind == "triage_te_laat")).all()
        assert len(told) == len(found)
        assert len(session.scalars(select(OutboxMail.key)).all()) == len(post.taken) == len(set(post.taken))


def test_a_mail_whose_sender_died_before_noting_it_is_sent_once_more_under_the_same_key(full: World) -> None:
    dying, post = Dying(), Post()
    with pytest.raises(SystemExit):
        deliver(full.factory, dying)
    full.clock.forward(timedelta(minutes=1))
    deliver(full.factory, post)
    [in_doubt] = dying.taken
    assert in_doubt not in post.taken, "its lease is not over"
    full.clock.forward(timedelta(minutes=5))
    deliver(full.factory, post)
    assert Counter(post.taken + dying.taken) == {**dict.fromkeys(post.taken, 1), in_doubt: 2}
    assert unsent(full) == []


def test_nothing_is_begun_that_could_outlive_its_lease(full: World) -> None:
    slow = Slow(full)
    deliver(full.factory, slow)
    assert Counter(Counter(slow.taken).values()) == {1: MAILS}
    assert unsent(full) == []


def test_a_mail_server_that_is_down_is_left_alone_after_three_mails(full: World) -> None:
    down = Down()
    assert deliver(full.factory, down).failed == 3
    waiting = unsent(full)
    assert Counter(mail.tries for mail in waiting) == {0: MAILS - 3, 1: 3}
    assert deliver(full.factory, Post()).sent == MAILS - 3, "what was not tried is free at once"
