"""What the case page can do, and for whom."""

import pytest

from service.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from service.models import ContactNote, Event, OutboxMail
from service.usecases import cases
from service.usecases.references import choices
from tests.process.play import Play
from tests.story import answers as story


def account_id(play: Play, key: str) -> int:
    found = play.world.actor(key).account_id
    assert found is not None
    return found


def test_another_process_director_gets_the_open_tasks_and_a_message(play: Play) -> None:
    play.to_monitoring()
    new = account_id(play, "u-pr2")
    with play.world.factory.write(play.world.actor("u-sec")) as work:
        cases.change_process_director(work, play.number, new, "Langdurig ziek.")
    assert play.case().process_director_id == new
    assert {t.assignee_id for t in play.open() if t.role == "procesregisseur"} == {new}
    assert len(play.told("regie_gewijzigd")) == 1
    assert play.events("regie") == ["B. Fictie is nu procesregisseur. Reden: Langdurig ziek."]


def test_process_direction_goes_only_to_a_process_director_of_the_team_and_with_a_reason(play: Play) -> None:
    play.to_triage()
    play.do("beoordelen", story.DIRECTION)
    with play.world.factory.write(play.world.actor("u-pr1")) as work:
        with pytest.raises(InvalidInput):
            cases.change_process_director(work, play.number, account_id(play, "u-eil"), "Ander team.")
        with pytest.raises(InvalidInput):
            cases.change_process_director(work, play.number, account_id(play, "u-pr2"), "  ")


def test_a_case_director_may_have_no_account(play: Play) -> None:
    play.to_monitoring()
    with play.world.factory.write(play.world.actor("u-pr1")) as work:
        cases.change_case_director(work, play.number, None, "K. Tante", "Gezin kiest haar.")
    assert (play.case().case_director_id, play.case().case_director_name) == (None, "K. Tante")
    assert {t.assignee_id for t in play.open("checkin")} == {account_id(play, "u-pr1")}


def test_a_manager_sees_no_content_and_changes_nothing(play: Play) -> None:
    play.to_triage()
    with play.world.factory.write(play.world.actor("u-amb-m")) as work, pytest.raises(NotFound):
        cases.add_note(work, play.number, "moeder", "Gesproken.")


def test_a_participant_sees_the_case_but_does_not_direct_it(play: Play) -> None:
    play.to_monitoring()
    with play.world.factory.write(play.world.actor("u-cp-berk")) as work:
        cases.add_note(work, play.number, "school", "De plek is er.")
        with pytest.raises(NotAllowed):
            cases.withdraw(work, play.number, "melder", "")
        with pytest.raises(NotAllowed):
            cases.start_plan_change(work, play.number)
    assert [note.with_whom for note in play.facts(ContactNote)] == ["school"]


def test_the_case_director_may_propose_to_scale_down_once(play: Play) -> None:
    play.to_monitoring()
    with play.world.factory.write(play.world.actor("u-cp-lt")) as work:
        cases.propose_scaling_down(work, play.number)
    assert "afschalen_beoordelen" in play.elements()
    with play.world.factory.write(play.world.actor("u-cp-lt")) as work, pytest.raises(Conflict):
        cases.propose_scaling_down(work, play.number)


def test_a_plan_is_changed_only_while_one_holds(play: Play) -> None:
    play.to_triage()
    with play.world.factory.write(play.world.actor("u-pr1")) as work, pytest.raises(Conflict):
        cases.start_plan_change(work, play.number)


def test_the_network_is_asked_beside_everything_else(play: Play) -> None:
    play.to_monitoring()
    with play.world.factory.write(play.world.actor("u-pr1")) as work:
        cases.ask_network(work, play.number)
    assert "vraag" in play.elements()
    assert "checkin" in play.elements()


def test_a_closed_case_cannot_be_withdrawn(play: Play) -> None:
    play.to_triage()
    play.do("beoordelen", {**story.TRIAGE, "uitkomst": "niet_opgepakt", "reden_categorie": "andere_wet",
                           "reden": "Zvw", "alternatief": "Huisarts"})  # fmt: skip
    play.do("terugkoppelen", {"wijze": "telefoon", "alternatief_genoemd": "Huisarts"})
    assert play.case().status == "niet_opgepakt"
    with play.world.factory.write(play.world.actor("u-pr1")) as work, pytest.raises(Conflict):
        cases.withdraw(work, play.number, "melder", "")


def test_no_mail_and_no_line_of_history_tells_what_the_family_said(play: Play) -> None:
    play.to_monitoring()
    play.forward("40wd")
    secrets = ("Mees", "school, met iemand", "2012-04-03", "thuis sinds", "Prikkels")
    for mail in play.facts(OutboxMail):
        assert not [word for word in secrets if word in mail.subject + mail.body]
    for event in play.facts(Event):
        assert not [word for word in secrets if word in event.text]


def test_references_offer_keys_with_names_and_only_what_fits(play: Play) -> None:
    play.to_triage()
    with play.world.factory.read() as work:
        case = play.case()

        def offered(source: str) -> dict[str, str]:
            return {c.value: c.label for c in choices(work, source, case, case.region_id) or ()}

        assert offered("bron:procesregisseurs") == {"u-pr1": "A. Proef", "u-pr2": "B. Fictie"}
        assert set(offered("aanbieders")) == {"o-berk", "o-lichtwacht", "o-kompas", "o-praktijk"}
        assert set(offered("netwerken")) == {"o-netwerk"}
        assert "o-netwerk" not in offered("overdrachtspartijen")
        assert offered("casusregisseurs")["u-cp-lt"] == "B. Buurt (Lokaal Team Lindervoort (fictief))"
        assert offered("uitvoerders")["lindervoort"] == "Gemeente Lindervoort"
        assert list(offered("overlegmomenten"))[-1] == "extra"
        assert choices(work, "bron:onbekend", case, case.region_id) is None
