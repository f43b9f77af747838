"""The registration form: a family fills it in, so it asks little, plainly and only what is needed."""

from collections.abc import Callable
from typing import Any

import pytest

from service.domain.errors import InvalidInput
from service.forms import Form, FormScope, field_states, validate

Scope = Callable[..., FormScope]
Shipped = dict[str, Form]


def mistakes(form: Form, raw: dict[str, Any], scope: FormScope) -> dict[str, str]:
    with pytest.raises(InvalidInput) as error:
        validate(form, raw, scope)
    return {found.path: found.message for found in error.value.fields}


ADVICE = {
    "gemeente_brp": "lindervoort",
    "soort_vraag": "advies",
    "melder_type": "ouder_verzorger",
    "melder_contact": "06-00000000",
    "leeftijd": "15",
    "veiligheid_acuut": "nee",
    "toestemming_delen": "nee",
}


def test_a_parent_asks_advice_without_naming_anybody(shipped: Shipped, scope: Scope) -> None:
    clean = validate(shipped["registreren"], ADVICE, scope())
    assert clean == {**ADVICE, "leeftijd": 15, "veiligheid_acuut": False}


def test_personal_data_sent_along_with_a_question_for_advice_is_not_kept(shipped: Shipped, scope: Scope) -> None:
    more = {"jeugdige_voornaam": "Fien", "geboortedatum": "02-04-2010", "melder_naam": "Vader"}
    assert not set(validate(shipped["registreren"], {**ADVICE, **more}, scope())) & set(more)


def test_registering_starts_with_few_questions_and_grows_with_the_answers(shipped: Shipped, scope: Scope) -> None:
    form = shipped["registreren"]

    def shown(**answers: Any) -> set[str]:
        return {name for name, state in field_states(form, answers, scope()).items() if state.shown}

    start = shown()
    assert {"gemeente_brp", "soort_vraag", "veiligheid_acuut", "melder_type"} <= start
    assert not start & {"hulpvraag", "jeugdige_voornaam", "leeftijd", "gezin_weet"}
    assert {"hulpvraag", "melder_organisatie", "melder_naam", "gezin_weet"} <= shown(melder_type="onderwijs")
    stuck = shown(soort_vraag="doorbraak_procesregie", melder_type="jeugdige", verblijf="gezinshuis", maatregel="ots")
    assert {"gemeente_voor_verblijf", "maatregel_datum", "wat_geprobeerd", "geboortedatum"} <= stuck
    assert not stuck & {"hulpvraag", "leeftijd", "gezin_weet"}


def test_an_empty_registration_asks_only_what_is_on_the_page(shipped: Shipped, scope: Scope) -> None:
    found = mistakes(shipped["registreren"], {}, scope())
    always = ["gemeente_brp", "soort_vraag", "veiligheid_acuut", "melder_type", "melder_contact", "toestemming_delen"]
    assert list(found) == always


def test_a_birth_date_in_the_future_is_questioned(shipped: Shipped, scope: Scope) -> None:
    raw = {**ADVICE, "soort_vraag": "weet_ik_niet", "geboortedatum": "21-11-2026"}
    assert "deze dag moet nog komen" in mistakes(shipped["registreren"], raw, scope())["geboortedatum"]
