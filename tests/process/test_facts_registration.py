"""The front door: what is kept, what becomes a case, who pays."""

from datetime import date

import pytest
from sqlalchemy import select

from service.domain.actors import NOBODY
from service.domain.errors import InvalidInput, NotFound
from service.models import (
    Case,
    Episode,
    Participant,
    ProcessInstance,
    RegistrationAttempt,
    Signal,
    Submission,
    YoungPerson,
)
from service.usecases import registrations
from tests.process.play import Play
from tests.story import answers as story


def test_nothing_is_kept_before_a_form_is_sent(play: Play) -> None:
    with play.world.factory.write(NOBODY) as work:
        names = [choice.label for choice in registrations.municipalities(work)]
        start = registrations.start_registration(work, "heidelo")
        assert work.session.scalars(select(RegistrationAttempt)).all() == []
    assert names == sorted(names)
    assert start.region == "Jeugdregio Zandrug"
    assert len(start.criteria) == 5


def test_a_mistake_in_the_form_keeps_nothing(play: Play) -> None:
    with pytest.raises(InvalidInput) as refused:
        play.register(melder_contact=None, vraag_gezin=None, soort_vraag=None)
    assert {"melder_contact", "soort_vraag"} <= {error.path for error in refused.value.fields}
    with play.world.database.read() as session:
        assert session.scalars(select(RegistrationAttempt)).all() == []


def test_an_admitted_registration_becomes_a_numbered_case_with_its_people(play: Play) -> None:
    receipt = play.register(betrokkenen=[{"naam": "Oma", "rol": "grootouder", "contact": "0600000000"}])
    assert (receipt.case_number, receipt.admitted, receipt.redirect) == ("RET-2026-001", True, None)
    assert receipt.confirmed_by == date(2026, 9, 8)
    case = play.case()
    assert (case.status, case.emergency, case.opened_on) == ("in_triage", False, date(2026, 9, 7))
    assert [e.number for e in play.facts(Episode)] == [1]
    assert [(y.first_name, y.authority) for y in play.facts(YoungPerson)] == [("Mees", "beide_ouders")]
    assert [(p.name, p.role) for p in play.facts(Participant)] == [("B. Buurt", "melder"), ("Oma", "grootouder")]
    assert [s.form_id for s in play.facts(Submission)] == ["registreren"]
    assert [(i.process_key, i.subject) for i in play.facts(ProcessInstance)] == [("ret_procesregie", "zaak")]
    assert len(play.mailed_to("lokaalteam@voorbeeld.example")) == 1


def test_numbers_run_on_over_the_country_and_a_reserved_number_is_used(play: Play) -> None:
    assert play.register("lindervoort").case_number == "RET-2026-001"
    assert play.register("duinwerd").case_number == "RET-2026-002"
    with play.world.factory.write(NOBODY) as work:
        data = {**story.REGISTRATION}
        receipt = registrations.register(work, "lindervoort", data, reserved_number="RET-2026-040")
    assert receipt.case_number == "RET-2026-040"
    assert play.register("lindervoort").case_number == "RET-2026-041"


def test_the_receipt_is_found_by_its_reference_only(play: Play) -> None:
    receipt = play.register()
    with play.world.factory.read(NOBODY) as work:
        assert registrations.get_receipt(work, receipt.reference.lower()) == receipt
        with pytest.raises(NotFound):
            registrations.get_receipt(work, "RET-2026-001")


def test_a_closed_door_makes_no_case_but_counts_the_attempt(play: Play) -> None:
    receipt = play.register(
        "heidelo", melder_type="ouder_verzorger", melder_organisatie=None, melder_naam="M. Ouder", hulpvraag=None,
        gezin_weet=None,
    )  # fmt: skip
    assert (receipt.case_number, receipt.admitted) == (None, False)
    assert "Lokaal Team Heidelo" in (receipt.redirect or "")
    assert play.attempt().outcome == "niet_toegelaten_doorverwezen"
    with play.world.database.read() as session:
        assert session.scalars(select(Case)).all() == []
        assert [s.themes for s in session.scalars(select(Signal))] == [["toegang"]]


def test_the_municipality_before_a_stay_elsewhere_decides_region_and_release(play: Play) -> None:
    receipt = play.register("duinwerd", verblijf="instelling_open", gemeente_voor_verblijf="lindervoort")
    assert receipt.team == "Doorbraaktafel Meerwolde-Zandrug"
    with play.world.database.read() as session:
        case = session.scalars(select(Case)).one()
        attempt = session.scalars(select(RegistrationAttempt)).one()
        assert case.municipality_id == attempt.municipality_id
        assert case.region_id == attempt.region_id


def test_acute_danger_is_an_emergency_and_is_acted_upon_first(play: Play) -> None:
    assert play.register(veiligheid_acuut=True).acute
    assert play.case().emergency
    assert play.elements() == {"veiligheid"}


def test_a_measure_alone_is_no_emergency_where_the_region_does_not_say_so(play: Play) -> None:
    play.register(maatregel="ots", maatregel_datum="2026-07-20")
    assert not play.case().emergency
