"""Sending mail: over SMTP, or into the mailbox that the demo shows."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from service.adapters.calendars import method_of

_TIMEOUT = 20
# What does not leave this machine need not be encrypted.
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class OutgoingMail:
    """One mail; `key` is the same at every attempt, so that a receiver's server can see a repeat."""

    key: str
    to: str
    subject: str
    body: str
    calendar: str | None = None  # an invitation or its withdrawal (iCalendar)


class Mailer(Protocol):
    """Hands over one mail, or raises: then it is tried again later."""

    def send(self, mail: OutgoingMail) -> None: ...


class MailboxMailer:
    """Sends nothing: the outbox itself is the mailbox that the demo shows."""

    def send(self, mail: OutgoingMail) -> None:
        return


class WrongMailServer(ValueError):
    """An address of a mail server that cannot be used; the message is Dutch and says what to change."""


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over, and how safely; `user` empty: without logging in."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    smtps: bool = False
    starttls: bool = False

    @classmethod
    def parse(cls, url: str) -> "MailServer":
        """Read smtp://user:password@host:587?starttls=ja or smtps://host; raises WrongMailServer."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise WrongMailServer("de poort is geen getal van 1 tot en met 65535.") from error
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise WrongMailServer("begin met smtp:// of smtps://, met daarachter de naam van de mailserver.")
        smtps, options = parts.scheme == "smtps", parse_qs(parts.query, keep_blank_values=True)
        wanted = options.pop("starttls", ["nee"])
        if options or wanted not in (["ja"], ["nee"]):
            raise WrongMailServer("achter het vraagteken kan alleen starttls=ja of starttls=nee staan.")
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        server = cls(parts.hostname, port or (465 if smtps else 25), user, password, smtps, wanted == ["ja"])
        if server.user and not (server.smtps or server.starttls or server.host in _HERE):
            raise WrongMailServer(
                "een wachtwoord gaat alleen over een beveiligde verbinding: smtps:// of ?starttls=ja."
            )
        return server


class SmtpMailer:
    """Sends over SMTP, encrypted when the address says so; a certificate that does not fit is refused."""

    def __init__(self, url: str, sender: str) -> None:
        self._server, self._sender = MailServer.parse(url), sender

    def send(self, mail: OutgoingMail) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, mail.to, mail.subject
        message["Message-ID"] = f"<{mail.key}@procesregie>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.body)
        if mail.calendar is not None:
            message.add_attachment(
                mail.calendar.encode(), maintype="text", subtype="calendar", filename="uitnodiging.ics",
                params={"charset": "utf-8", "method": method_of(mail.calendar)},
            )  # fmt: skip
        with self._connect() as server:
            server.send_message(message)

    def _connect(self) -> smtplib.SMTP:
        to, context = self._server, ssl.create_default_context()
        if to.smtps:
            server: smtplib.SMTP = smtplib.SMTP_SSL(to.host, to.port, timeout=_TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(to.host, to.port, timeout=_TIMEOUT)
        try:
            if to.starttls:
                server.starttls(context=context)
            if to.user:
                server.login(to.user, to.password)
        except BaseException:
            server.close()
            raise
        return server
