"""The mails of the whole demo: number, kind, due date and link, and nothing of any case."""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from service.models import Goal, OutboxMail, Participant, PlanTask, RegistrationAttempt, YoungPerson
from tests.world import World

# Who is asked by name in a registration, and what is told in it.
_TOLD = ("naam", "vraag", "reden", "situatie", "veiligheid", "wens", "contact", "toelichting")


def test_no_mail_of_the_demo_names_anybody_or_tells_anything(demo: World) -> None:
    with demo.database.read() as session:
        secret = {person.first_name or "" for person in session.scalars(select(YoungPerson))}
        secret |= set(session.scalars(select(Participant.name)))
        secret |= set(session.scalars(select(Goal.description))) | set(session.scalars(select(PlanTask.description)))
        for data in session.scalars(select(RegistrationAttempt.data)):
            secret |= set(_told(data))
        mails = session.scalars(select(OutboxMail)).all()
    # A choice is a word of the service; what people wrote has a capital or a space.
    secret = {word.strip() for word in secret if len(word) > 3 and not re.fullmatch(r"[a-z_]+", word)}
    assert len(secret) > 50
    assert len(mails) > 100
    found = [(mail.kind, word) for mail in mails for word in secret if word in f"{mail.subject}\n{mail.body}"]
    assert found == []
    assert [mail.kind for mail in mails if "de afgesproken datum" in f"{mail.subject}{mail.body}"] == []


def _told(data: Any, name: str = "") -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _told(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from _told(value, name)
    elif isinstance(data, str) and any(part in name for part in _TOLD):
        yield data
