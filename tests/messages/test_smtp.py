"""Mail over real SMTP: plain, with STARTTLS, over SMTPS, with a password, refused; and addresses that cannot be."""

import asyncio
import gc
import smtplib
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from sqlalchemy import select

from service.adapters.mail import MailServer, OutgoingMail, SmtpMailer, WrongMailServer
from service.models import OutboxMail
from service.settings import SettingsError
from service.usecases.mails import check_mail_server, deliver
from service.usecases.notifications import About, send_mail
from tests.world import World

# The mail server of the tests warns about itself.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Session.login_data is deprecated"),
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS"),
]

MAIL = OutgoingMail("abc", "aan@voorbeeld.example", "Te laat: het plan, één dag", "Bekijk het hier: één")
FROM = "Procesregie <van@voorbeeld.example>"


class Postbox:
    """What a server took; addresses that begin with «weg» it refuses."""

    def __init__(self) -> None:
        self.taken = list[Envelope]()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.startswith("weg"):
            return "550 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - idem
        self.taken.append(envelope)
        return "250 OK"


Start = Callable[..., tuple[Postbox, int]]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def start(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts mail servers on this machine whose certificates the client trusts."""

    def begin(*, smtps: bool = False, starttls: bool = False, password: str = "") -> tuple[Postbox, int]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(context)
        options: dict[str, Any] = {"tls_context": context, "require_starttls": True} if starttls else {}
        if password:
            options |= {"authenticator": _knows(password), "auth_required": True, "auth_require_tls": starttls}
        box = Postbox()
        made = loop.create_server(
            lambda: SMTP(box, loop=loop, **options), "127.0.0.1", 0, ssl=context if smtps else None
        )
        server = asyncio.run_coroutine_threadsafe(made, loop).result()
        running.append(server)
        return box, server.sockets[0].getsockname()[1]

    running = list[asyncio.Server]()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    with authority.cert_pem.tempfile() as trusted:
        monkeypatch.setenv("SSL_CERT_FILE", trusted)
        yield begin
    asyncio.run_coroutine_threadsafe(_stop(running), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
    _sweep_up()


def _sweep_up() -> None:
    """A client that hung up leaves half a connection behind on the side of the server."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


async def _stop(servers: list[asyncio.Server]) -> None:
    for server in servers:
        server.close()
    busy = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in busy:
        task.cancel()
    await asyncio.gather(*busy, return_exceptions=True)


def _knows(password: str) -> Callable[..., AuthResult]:
    def check(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
        knows = isinstance(data, LoginPassword) and data.password == password.encode()
        return AuthResult(success=knows, handled=knows)

    return check


def test_a_mail_arrives_whole_and_says_that_a_machine_wrote_it(start: Start) -> None:
    box, port = start()
    SmtpMailer(f"smtp://localhost:{port}", FROM).send(MAIL)
    [envelope] = box.taken
    mail = message_from_bytes(envelope.original_content or b"", policy=default)
    assert (mail["From"], mail["To"], mail["Subject"]) == (FROM, MAIL.to, MAIL.subject)
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == ("<abc@procesregie>", "auto-generated")
    assert mail.get_content().strip() == MAIL.body


@pytest.mark.parametrize("how", [{"starttls": True}, {"smtps": True}], ids=["starttls", "smtps"])
def test_a_password_goes_over_an_encrypted_line(start: Start, how: dict[str, bool]) -> None:
    box, port = start(password="geheim:/@", **how)  # noqa: S106 - a password of this test
    address = f"smtp://dienst:geheim%3A%2F%40@localhost:{port}?starttls=ja"
    if "smtps" in how:
        address = f"smtps://dienst:geheim%3A%2F%40@localhost:{port}"
    SmtpMailer(address, FROM).send(MAIL)
    assert [envelope.rcpt_tos for envelope in box.taken] == [[MAIL.to]]
    with pytest.raises(smtplib.SMTPAuthenticationError):
        SmtpMailer(address.replace("geheim", "fout"), FROM).send(MAIL)


def test_a_certificate_of_a_stranger_is_not_trusted(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    box, port = start(smtps=True)
    with trustme.CA().cert_pem.tempfile() as other:
        monkeypatch.setenv("SSL_CERT_FILE", other)
        with pytest.raises(ssl.SSLCertVerificationError):
            SmtpMailer(f"smtps://localhost:{port}", FROM).send(MAIL)
    assert box.taken == []


def test_one_refused_address_holds_up_no_other_and_is_tried_again_later(start: Start, world: World) -> None:
    box, port = start()
    settings = replace(world.settings, demo=False, smtp_url=f"smtp://localhost:{port}")
    object.__setattr__(world.services, "settings", settings)
    with world.factory.write() as work:
        for name in ("een", "weg", "twee"):
            send_mail(work, f"{name}@voorbeeld.example", "ontvangst_bevestigd", About(), owner="melder")
    done = deliver(world.factory)
    assert (done.sent, done.failed) == (2, 1)
    assert [envelope.rcpt_tos for envelope in box.taken] == [["een@voorbeeld.example"], ["twee@voorbeeld.example"]]
    with world.database.read() as session:
        waiting = session.scalars(select(OutboxMail).where(OutboxMail.sent_at.is_(None))).one()
        assert (waiting.to, waiting.tries) == ("weg@voorbeeld.example", 1)
        assert (waiting.last_error or "").startswith("SMTPRecipientsRefused")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://post.example", "begin met smtp"),
        ("smtp://", "begin met smtp"),
        ("smtp://post.example:99999", "poort"),
        ("smtp://post.example?starttls=misschien", "vraagteken"),
        ("smtp://post.example?tls=ja", "vraagteken"),
        ("smtp://dienst:geheim@post.example", "beveiligde verbinding"),
    ],
)
def test_an_address_that_cannot_be_used_stops_the_start(world: World, url: str, words: str) -> None:
    with pytest.raises(WrongMailServer, match=words):
        MailServer.parse(url)
    with pytest.raises(SettingsError, match=words):
        check_mail_server(replace(world.settings, smtp_url=url))


def test_ports_and_logging_in_follow_from_the_address() -> None:
    assert MailServer.parse("smtps://post.example").port == 465
    assert MailServer.parse("smtp://post.example").port == 25
    server = MailServer.parse("smtp://dienst%40huis:a%2Fb@post.example:587?starttls=ja")
    assert (server.user, server.password, server.port, server.starttls) == ("dienst@huis", "a/b", 587, True)
    assert "a/b" not in repr(server)
