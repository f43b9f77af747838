"""The texts of messages: what they may name, what stops the start, and that nothing of a case is in any mail."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from service.domain.message import FIXED, GROUPS
from service.models import Notification, OutboxMail, Participant, RegistrationAttempt, Submission, Task, YoungPerson
from service.usecases.messages import WrongText, check_messages, message_kinds, message_text
from tests.story.until import world_until
from tests.world import ROOT, World

TEXTS = ROOT / "config" / "berichten"
HEAD = "Onderwerp: Over {zaak}\nMelding: Over {zaak}\nLink: zaak\nGroep: taken\n\n"
# Words of answers that are no content: codes, dates, roles.
_PLAIN = re.compile(r"[a-z0-9_.:-]*")


def test_every_text_can_be_read_and_holds_no_case_content() -> None:
    check_messages(TEXTS)
    for kind in message_kinds(TEXTS):
        text = message_text(TEXTS, kind)
        assert "procesregisseur}" not in text.subject + text.body
        assert text.group in GROUPS
    escalations = {kind for kind in message_kinds(TEXTS) if kind.startswith(("escalatie_g", "stagnatie", "bestuur"))}
    assert {message_text(TEXTS, kind).group for kind in escalations} <= FIXED


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{HEAD}De jeugdige heet {{voornaam}}.", "inhoud van de zaak"),
        (f"{HEAD}Uw contact is {{procesregisseur}}.", "naam van een persoon"),
        (f"{HEAD}{{zaak.young_people}}", "inhoud van de zaak"),
        (f"{HEAD}{{zaak!r}}", "alleen een naam"),
        (f"{HEAD}{{zaak", "accolade"),
        (HEAD.replace("Link: zaak", "Link: overal"), "link «overal»"),
        (HEAD.replace("Groep: taken", "Groep: roddels"), "groep «roddels»"),
        (HEAD.replace("Onderwerp: Over {zaak}\n", ""), "«Onderwerp:» ontbreekt"),
        (HEAD.replace("Melding", "Bericht"), "niet te lezen"),
    ],
)
def test_a_text_that_is_wrong_stops_the_start_and_says_why(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "fout.txt").write_text(text, encoding="utf-8")
    with pytest.raises(WrongText, match=words):
        check_messages(tmp_path)


@pytest.fixture(scope="module")
def escalated(template_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The story up to the alderman: registration, plan, stall, both levels."""
    world, _ = world_until(template_folder, tmp_path_factory.mktemp("escalated"), "bestuurlijk_besluiten")
    yield world
    world.close()


def test_no_mail_of_the_story_holds_a_name_or_an_answer_and_each_has_its_date(escalated: World) -> None:
    with escalated.database.read() as session:
        names = {person.first_name or "" for person in session.scalars(select(YoungPerson))}
        names |= set(session.scalars(select(Participant.name)))
        content = set[str]()
        for data in (*session.scalars(select(Submission.data)), *session.scalars(select(RegistrationAttempt.data))):
            content |= set(_texts(data))
        mails = session.scalars(select(OutboxMail)).all()
    assert {"Mees"} <= names | content
    # A letter may name the team, and a mail goes to an address that somebody gave: neither is in its text.
    secret = {text for text in names | content if len(text) > 3 and not _PLAIN.fullmatch(text)}
    assert len(mails) > 15
    for mail in mails:
        text = f"{mail.subject}\n{mail.body}"
        assert [word for word in secret if word in text] == [], mail.kind
        assert "de afgesproken datum" not in text, mail.kind


def test_nobody_hears_twice_in_one_moment_of_one_task_or_is_sent_to_themselves(escalated: World) -> None:
    with escalated.database.read() as session:
        told = session.scalars(select(Notification)).all()
        roles = {task.id: task.role for task in session.scalars(select(Task))}
        mails = session.scalars(select(OutboxMail)).all()
    moments = [(note.account_id, note.task_id, note.created_at) for note in told if note.task_id]
    assert sorted(set(moments)) == sorted(moments)
    at_once = [(note.account_id, note.created_at) for note in told if note.kind.startswith(("escalatie", "stagnatie"))]
    assert len(set(at_once)) == len(at_once)
    assert {note.kind for note in told if note.task_id and roles[note.task_id] == "ambtelijk"} == {
        "escalatie_geopend_ambtelijk",
        "herinnering_vooraf",
    }
    director = [mail for mail in mails if mail.to == "pr1@voorbeeld.example" and mail.kind == "herinnering_achteraf"]
    assert director
    assert not any("bespreek met de procesregisseur" in mail.body for mail in director)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
    elif isinstance(data, str):
        yield data.strip()
