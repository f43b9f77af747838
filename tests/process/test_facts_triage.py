"""Triage, consultation and the way to the table."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from service.domain.errors import InvalidInput
from service.models import (
    Consultation,
    Episode,
    Invitation,
    Meeting,
    NetworkQuestion,
    TriageAssessment,
    YoungPerson,
)
from tests.process.play import NO, Play
from tests.story import answers as story

ADVICE: dict[str, Any] = {
    "soort_vraag": "advies", "leeftijd": 15, "melder_type": "ouder_verzorger",
    "melder_contact": "vader@voorbeeld.example",
    **dict.fromkeys(
        ("melder_naam", "melder_organisatie", "verblijf", "jeugdige_voornaam", "geboortedatum", "gezag", "maatregel",
         "hulpvraag", "wat_geprobeerd", "waarom_vast", "leefgebieden", "gezin_weet")
    ),
}  # fmt: skip


def test_missing_information_is_asked_for_and_the_supplement_completes_it(play: Play) -> None:
    play.register(toestemming_delen="nog_te_vragen")
    play.do("eerste_contact", {**story.FIRST_CONTACT, "toestemming_vastgelegd": False})
    assert play.elements() == {"aanvullen"}
    assert play.case().status == "wacht_op_informatie"
    assert len(play.mailed_to("lokaalteam@voorbeeld.example")) == 2
    play.do("aanvullen", {"aanvulling": "Ouders en Mees geven toestemming."})
    assert play.elements() == {"beoordelen"}
    assert play.attempt().complete_on == date(2026, 9, 7)


def test_without_a_supplement_the_team_decides_or_closes_with_a_reason(play: Play) -> None:
    play.register(toestemming_delen="nog_te_vragen")
    play.do("eerste_contact", {**story.FIRST_CONTACT, "toestemming_vastgelegd": False})
    play.forward("6wd")
    assert play.elements() == {"onvolledig_beslissen"}
    answers = {"keuze": "sluiten_met_reden", "reden": "Geen reactie", "alternatief": "Het lokale team"}
    play.do("onvolledig_beslissen", answers)
    assert [(t.outcome, t.alternative) for t in play.facts(TriageAssessment)] == [("niet_opgepakt", "Het lokale team")]
    play.do("terugkoppelen_onvolledig", {"wijze": "telefoon", "alternatief_genoemd": "Het lokale team"})
    assert (play.case().status, play.case().closed_on) == ("niet_opgepakt", date(2026, 9, 15))
    assert play.facts(Episode)[0].result == "niet_opgepakt_met_reden"


def test_triage_names_both_directors_and_keeps_criteria_and_reason(play: Play) -> None:
    play.to_triage()
    play.do("beoordelen", {**story.DIRECTION, "criteria": story.CRITERIA[:4], "reden": "Wel alles geprobeerd."})
    assessment = play.facts(TriageAssessment)[0]
    assert (len(assessment.criteria), assessment.reason) == (4, "Wel alles geprobeerd.")
    assert assessment.criteria_version
    case = play.case()
    assert (case.status, case.urgency, case.stuck_on) == ("analyse_plan", "hoog", "beide")
    assert case.case_director_name == "B. Buurt"
    assert "Procesregisseur: A. Proef" in play.events("besluit")[0]


def test_an_urgent_assessment_makes_the_case_an_emergency(play: Play) -> None:
    play.to_triage()
    play.do("beoordelen", {**story.DIRECTION, "urgentie": "spoed"})
    assert play.case().emergency


def test_a_refused_handover_comes_back_with_the_day_of_completeness_it_had(play: Play) -> None:
    play.to_triage()
    due_on = play.open("beoordelen")[0].due_on
    play.do("beoordelen", story.HANDOVER)
    play.forward("3wd")
    play.do("overdragen", {**story.REFUSED, "gesprek_datum": "2026-09-10"})
    assert play.open("beoordelen")[0].due_on == due_on
    assert play.case().status == "in_triage"
    play.do("beoordelen", story.HANDOVER)
    play.do("overdragen", {**story.REFUSED, "ontvanger_akkoord": True, "reden_weigering": ""})
    play.do("terugkoppelen", {"wijze": "telefoon"})
    assert play.case().status == "warm_overgedragen"
    assert [t.outcome for t in play.facts(TriageAssessment)] == ["warme_overdracht"] * 2


def test_advice_needs_no_name_and_what_was_done_with_it_is_asked_later(play: Play) -> None:
    play.to_triage(**ADVICE)
    young = play.facts(YoungPerson)[0]
    assert (young.first_name, young.born_on, young.age) == (None, None, 15)
    play.do("beoordelen", {**story.TRIAGE, "uitkomst": "advies"})
    assert (play.case().status, play.case().function) == ("advies", "consultatie")
    question = {
        "vrager_type": "ouder_verzorger", "vraag": "Wie denkt mee?", "herleidbaar": False, "thema": ["anders"],
        "expertisenetwerk_nodig": False,
    }  # fmt: skip
    play.do("vraag_vastleggen", question)
    play.do("adviseren", {"advies": "Begin klein.", "netwerk_geraadpleegd": False, "opschalen_naar_procesregie": False})
    assert play.case().status == "advies_gegeven"
    assert play.facts(Consultation)[0].advice == "Begin klein."
    play.forward("30wd")
    play.do("navragen", {"opgevolgd": "deels", "uitvoerbaar": "ja", "alsnog_procesregie": False})
    assert play.facts(Consultation)[0].follow_up["opgevolgd"] == "deels"
    assert play.facts(Episode)[0].result == "advies_gegeven"


def test_advice_that_needs_direction_opens_the_form_again_with_what_is_known(play: Play) -> None:
    play.to_triage(**ADVICE)
    play.do("beoordelen", {**story.TRIAGE, "uitkomst": "advies"})
    question = {
        "vrager_type": "ouder_verzorger", "vraag": "Wie denkt mee?", "herleidbaar": False, "thema": ["anders"],
        "expertisenetwerk_nodig": True,
    }  # fmt: skip
    play.do("vraag_vastleggen", question)
    play.do("vraag", {"netwerk": "o-netwerk", "vraag": "Wat werkt hier?", "herleidbaar": False})
    assert len(play.told("netwerkvraag")) == 1
    play.do("antwoord", {"antwoord": "Ouderbegeleiding.", "vervolg": "advies"})
    assert play.facts(NetworkQuestion)[0].answer == "Ouderbegeleiding."
    play.do("adviseren", {"advies": "Meer nodig.", "netwerk_geraadpleegd": True, "opschalen_naar_procesregie": True})
    assert play.prefilled("registreren")["melder_contact"] == "vader@voorbeeld.example"
    whole = {
        "soort_vraag": "doorbraak_procesregie", "verblijf": "thuis", "jeugdige_voornaam": "Fee",
        "melder_naam": "M. Ouder",
        "geboortedatum": "2011-05-01", "gezag": "beide_ouders", "maatregel": "geen", "wat_geprobeerd": "veel",
        "waarom_vast": ["anders"], "leefgebieden": ["gedrag"], "veiligheid_acuut": False, "leeftijd": None,
    }  # fmt: skip
    play.do("registreren", whole)
    assert play.elements() == {"eerste_contact"}
    assert [y.first_name for y in play.facts(YoungPerson)] == ["Fee"]
    assert play.case().status == "in_triage"
    assert len(play.facts(Episode)) == 1


def test_a_traceable_question_to_the_network_needs_consent(play: Play) -> None:
    play.to_triage()
    play.do("beoordelen", story.DIRECTION)
    play.do("partijen_bepalen", {**story.PARTIES, "expertisenetwerk": True})
    traceable = {"netwerk": "o-netwerk", "vraag": "Over Mees", "herleidbaar": True, "toestemming": False}
    with pytest.raises(InvalidInput):
        play.do("vraag", traceable)
    assert play.facts(NetworkQuestion) == []


def test_the_meeting_takes_a_place_in_the_slot_and_nobody_is_forgotten(play: Play) -> None:
    play.to_triage()
    play.do("beoordelen", story.DIRECTION)
    play.do("partijen_bepalen", story.PARTIES)
    planned = play.prefilled("overleg_plannen")
    assert planned["overleg"] == planned["overleg_op"]
    invited = {**story.INVITED, "uitgenodigd_jeugdige": NO, "reden_niet": "Mees wil een brief schrijven."}
    play.do("overleg_plannen", invited)
    meeting = play.facts(Meeting)[0]
    assert meeting.slot_id is not None
    with play.world.database.read() as session:
        rows = session.scalars(select(Invitation).where(Invitation.meeting_id == meeting.id).order_by(Invitation.id))
        found = [(row.kind, row.invited, row.reason) for row in rows]
    assert found == [
        ("melder", True, None),
        ("ouders", True, None),
        ("jeugdige", False, "Mees wil een brief schrijven."),
        ("partij", True, None),
    ]


def test_a_slot_that_is_full_is_refused_at_its_field_and_nothing_is_lost(play: Play) -> None:
    numbers = []
    for _ in range(4):
        play.to_triage()
        play.do("beoordelen", story.DIRECTION)
        play.do("partijen_bepalen", story.PARTIES)
        numbers.append(play.prefilled("overleg_plannen")["overleg_op"])
        play.do("overleg_plannen", story.INVITED)
    assert len(set(numbers)) == 1
    play.to_triage()
    play.do("beoordelen", story.DIRECTION)
    play.do("partijen_bepalen", story.PARTIES)
    with pytest.raises(InvalidInput) as refused:
        play.do("overleg_plannen", {**story.INVITED, "overleg": numbers[0], "overleg_op": numbers[0]})
    assert "overleg" in {error.path for error in refused.value.fields}
    assert "overleg_plannen" in play.elements()
