"""Sending mail: over SMTP, or into the mailbox that the demo shows."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

_TIMEOUT = 20


@dataclass(frozen=True)
class OutgoingMail:
    """One mail; `key` is the same at every attempt, so that a receiver's server can see a repeat."""

    key: str
    to: str
    subject: str
    body: str


class Mailer(Protocol):
    """Hands over one mail, or raises: then it is tried again later."""

    def send(self, mail: OutgoingMail) -> None: ...


class MailboxMailer:
    """Sends nothing: the outbox itself is the mailbox that the demo shows."""

    def send(self, mail: OutgoingMail) -> None:
        return


class SmtpMailer:
    """Sends over SMTP; `url` is smtp://user:password@host:587?starttls=ja or smtps://host."""

    def __init__(self, url: str, sender: str) -> None:
        parts = urlsplit(url)
        self._secure = parts.scheme == "smtps"
        self._host, self._port = parts.hostname or "localhost", parts.port or (465 if self._secure else 25)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._starttls = parse_qs(parts.query).get("starttls", ["nee"])[0] == "ja"
        self._sender = sender

    def send(self, mail: OutgoingMail) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, mail.to, mail.subject
        message["Message-ID"] = f"<{mail.key}@procesregie>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.body)
        with self._connect() as server:
            server.send_message(message)

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self._secure:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self._host, self._port, timeout=_TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=_TIMEOUT)
        if self._starttls:
            server.starttls(context=context)
        if self._user:
            server.login(self._user, self._password)
        return server
