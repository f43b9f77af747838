"""The character NUL, which PostgreSQL cannot keep: it is left out at the door, and nothing goes wrong."""

from sqlalchemy import select

from service.models import ContactNote, Event
from service.usecases.case_lists import list_cases
from service.usecases.cases import add_note
from tests.process.play import Play
from tests.world import World


def test_text_with_a_nul_in_it_is_kept_without_on_both_databases(world: World) -> None:
    play = Play(world)
    play.register()
    with world.factory.write(world.actor("u-sec")) as work:
        add_note(work, play.number, "De\x00 melder", "Gebeld\x00 over de aanmelding.")
    with world.database.read() as session:
        [note] = session.scalars(select(ContactNote))
        assert "\x00" not in note.text
        assert not [text for text in session.scalars(select(Event.text)) if "\x00" in text]


def test_looking_for_a_nul_finds_what_looking_without_it_finds(world: World) -> None:
    play = Play(world)
    play.register()
    with world.factory.read(world.actor("u-sec")) as work:
        rows, _ = list_cases(work, query=f"{play.number}\x00")
    assert [row.number for row in rows] == [play.number]
