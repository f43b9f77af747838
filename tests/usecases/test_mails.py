"""The outbox: mail leaves after the transaction, is tried again, and is never lost or sent twice in peace."""

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from service.adapters.mail import MailboxMailer, OutgoingMail, SmtpMailer
from service.domain.actors import SYSTEM
from service.models import Incident, OutboxMail
from service.usecases.mails import deliver, mailer_for
from service.usecases.notifications import About, send_mail
from service.usecases.work import WorkFactory
from tests.usecases.clockwork import later
from tests.world import World


class Post:
    """A mail server that can be down."""

    def __init__(self) -> None:
        self.down, self.sent = False, list[str]()

    def send(self, mail: OutgoingMail) -> None:
        if self.down or mail.to.startswith("kapot"):
            raise ConnectionRefusedError("no mail today")
        self.sent.append(mail.to)


@pytest.fixture
def waiting(world: World) -> World:
    """A service with three mails in its outbox."""
    with world.factory.write(SYSTEM) as work:
        for name in ("een", "kapot", "twee"):
            send_mail(work, f"{name}@voorbeeld.example", "ontvangst_bevestigd", About())
    return world


def test_mail_leaves_once(waiting: World) -> None:
    post = Post()
    assert deliver(waiting.factory, post).sent == 2
    assert deliver(waiting.factory, post).sent == 0
    assert post.sent == ["een@voorbeeld.example", "twee@voorbeeld.example"]


def test_a_mail_that_fails_is_tried_again_later_and_becomes_an_incident_in_the_end(waiting: World) -> None:
    post = Post()
    waits = []
    for _ in range(4):
        assert deliver(waiting.factory, post).failed == 1
        assert deliver(waiting.factory, post).failed == 0
        with waiting.factory.read(SYSTEM) as work:
            mail = work.session.scalars(select(OutboxMail).where(OutboxMail.sent_at.is_(None))).one()
            waits.append(mail.next_try_at - work.now)
            assert mail.last_error == "ConnectionRefusedError: no mail today"
            incidents = work.session.scalars(select(Incident)).all()
        waiting.clock.forward(waits[-1])
    assert [later(wait) for wait in waits] == ["1 min", "10 min", "60 min", "60 min"]
    assert len(incidents) == 1


def test_whoever_dies_with_a_batch_leaves_it_to_another(waiting: World) -> None:
    class Dead(Post):
        def send(self, mail: OutgoingMail) -> None:
            raise SystemExit

    with pytest.raises(SystemExit):
        deliver(waiting.factory, Dead())
    post = Post()
    assert deliver(waiting.factory, post).sent == 0, "the lease of the first is not over"
    waiting.clock.forward(timedelta(minutes=5))
    assert deliver(waiting.factory, post).sent == 2


def test_the_demo_keeps_mail_in_its_mailbox_and_others_wait_for_a_server(waiting: World) -> None:
    assert isinstance(mailer_for(waiting.settings), MailboxMailer)
    real = replace(waiting.settings, demo=False)
    assert mailer_for(real) is None
    assert isinstance(mailer_for(replace(real, smtp_url="smtp://localhost:2525")), SmtpMailer)
    assert deliver(WorkFactory(replace(waiting.services, settings=real))).sent == 0
    assert deliver(waiting.factory).sent == 3


class _Session(socketserver.StreamRequestHandler):
    """Just enough SMTP to take a mail."""

    def handle(self) -> None:
        received: list[str] = self.server.received  # type: ignore[attr-defined]
        self.wfile.write(b"220 hallo\r\n")
        while line := self.rfile.readline().decode().strip():
            if line.upper() == "DATA":
                self.wfile.write(b"354 ja\r\n")
                text = ""
                while not text.endswith("\r\n.\r\n"):
                    text += self.rfile.readline().decode()
                received.append(text)
            self.wfile.write(b"221 dag\r\n" if line.upper() == "QUIT" else b"250 goed\r\n")
            if line.upper() == "QUIT":
                return


@pytest.fixture
def smtp() -> Iterator[socketserver.TCPServer]:
    with socketserver.TCPServer(("127.0.0.1", 0), _Session) as server:
        server.received = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_mail_goes_out_over_smtp(smtp: socketserver.TCPServer) -> None:
    mailer = SmtpMailer(f"smtp://127.0.0.1:{smtp.server_address[1]}", "Procesregie <van@voorbeeld.example>")
    mailer.send(OutgoingMail("abc", "aan@voorbeeld.example", "Te laat: het plan", "Bekijk het hier."))
    [text] = smtp.received  # type: ignore[attr-defined]
    assert "Subject: Te laat: het plan" in text
    assert "To: aan@voorbeeld.example" in text
    assert "Message-ID: <abc@procesregie>" in text
    assert "Auto-Submitted: auto-generated" in text
