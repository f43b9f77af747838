"""Front door, residence, completeness, emergency and the status people see."""

from service.domain.residence import responsible_municipality
from service.domain.status import shown_status
from service.domain.triage import is_emergency, may_register, missing_information

REQUIRED = ["vraag_gezin", "wat_geprobeerd", "waarom_vast", "leefgebieden", "toestemming_delen"]


def test_the_municipality_before_the_stay_pays_for_a_child_that_stays_elsewhere() -> None:
    stay = {"gemeente_brp": "duinwerd", "gemeente_voor_verblijf": "heidelo", "verblijf": "instelling_open"}
    assert responsible_municipality(stay) == "heidelo"
    assert responsible_municipality({**stay, "verblijf": "thuis"}) == "duinwerd"
    assert responsible_municipality({"gemeente_brp": "duinwerd"}) == "duinwerd"
    assert responsible_municipality({}) is None


def test_a_registration_is_complete_when_every_required_question_has_an_answer() -> None:
    whole = {
        "soort_vraag": "doorbraak_procesregie", "vraag_gezin": "thuis blijven", "wat_geprobeerd": "veel",
        "waarom_vast": ["wachtlijst"], "leefgebieden": ["school_werk"], "toestemming_delen": "ja",
    }  # fmt: skip
    assert missing_information(whole, {}, REQUIRED) == []
    assert missing_information({**whole, "leefgebieden": []}, {}, REQUIRED) == ["leefgebieden"]


def test_the_first_contact_fills_what_a_family_could_not_write_down() -> None:
    bare = {"toestemming_delen": "nog_te_vragen"}
    contact = {"vraag_verhelderd": "rust in huis", "toestemming_vastgelegd": True}
    assert missing_information(bare, contact, ["vraag_gezin", "toestemming_delen"]) == []
    assert missing_information(bare, {}, ["vraag_gezin", "toestemming_delen"]) == ["vraag_gezin", "toestemming_delen"]


def test_advice_needs_no_personal_data() -> None:
    asked = {"soort_vraag": "advies", "vraag_gezin": "wie denkt mee", "toestemming_delen": "ja"}
    assert missing_information(asked, {}, REQUIRED) == []


def test_a_measure_makes_an_emergency_only_where_the_region_breaks_through() -> None:
    assert is_emergency(True, None, False)
    assert is_emergency(False, "ots", True)
    assert not is_emergency(False, "ots", False)
    assert not is_emergency(False, "geen", True)


def test_a_region_may_close_its_door_to_families_but_not_to_professionals() -> None:
    admitted = ["ouder_verzorger", "huisarts_jeugdarts"]
    assert may_register("ouder_verzorger", admitted, True)
    assert not may_register("ouder_verzorger", admitted, False)
    assert may_register("huisarts_jeugdarts", admitted, False)
    assert not may_register("onderwijs", admitted, True)


def test_an_escalation_is_shown_before_a_stall_and_a_stall_before_monitoring() -> None:
    assert shown_status("monitoring", None, False) == "monitoring"
    assert shown_status("monitoring", None, True) == "gestagneerd"
    assert shown_status("monitoring", "ambtelijk", True) == "ambtelijk_geescaleerd"
    assert shown_status("plan_ter_goedkeuring", "bestuurlijk", False) == "bestuurlijk_geescaleerd"
    assert shown_status("afgesloten", "ambtelijk", True) == "afgesloten"
