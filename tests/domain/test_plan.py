"""What makes a plan a plan."""

from typing import Any

import pytest

from service.domain.plan import assign_keys, names_municipality, plan_mistakes, undecided_amount

PROVIDERS = {"o-berk", "o-kompas"}


def a_plan(**changes: Any) -> dict[str, Any]:
    plan = {
        "doelen": [{"omschrijving": "Weer naar school", "eigenaar": "Lokaal team", "ritme": 20}],
        "taken": [
            {"doel": 1, "omschrijving": "Plek regelen", "verantwoordelijke": "B. Buurt", "vervaldatum": "2026-03-02"}
        ],
        "aanbieders": [{"organisatie": "o-berk", "onderdeel": "School", "startdatum": "2026-03-02"}],
        "wachttijd_verwacht": 0,
        "financiering": [
            {"wet": "jeugdwet", "betaler": "Gemeente Lindervoort", "bedrag": 41000, "status": "te_besluiten"}
        ],
    }
    return {**plan, **changes}


def paths(plan: dict[str, Any]) -> list[str]:
    return [error.path for error in plan_mistakes(plan, PROVIDERS, "Lindervoort")]


def test_a_whole_plan_has_no_mistakes() -> None:
    assert paths(a_plan()) == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"doelen": [], "taken": []}, "doelen"),
        ({"taken": []}, "taken"),
        ({"doelen": [{"omschrijving": "x", "eigenaar": "y", "ritme": 0}]}, "doelen.0.ritme"),
        ({"doelen": [{"omschrijving": "x", "ritme": 5}]}, "doelen.0.eigenaar"),
        ({"taken": [{"doel": 1, "verantwoordelijke": "z"}]}, "taken.0.vervaldatum"),
        ({"taken": [{"doel": 1, "vervaldatum": "2026-03-02"}]}, "taken.0.verantwoordelijke"),
        ({"wachttijd_verwacht": 9}, "overbrugging"),
        (
            {"wachttijd_verwacht": 9, "overbrugging": [{"taak": "wekelijks gesprek", "eigenaar": "De Berk"}]},
            "overbrugging.0.datum",
        ),
        ({"aanbieders": []}, "aanbieders"),
        ({"aanbieders": [{"organisatie": "o-school"}]}, "aanbieders.0.organisatie"),
        ({"financiering": [{"wet": "wlz", "betaler": "Zorgkantoor", "bedrag": 1}]}, "financiering"),
    ],
)
def test_each_mistake_stands_at_its_own_field(change: dict[str, Any], path: str) -> None:
    assert paths(a_plan(**change)) == [path]


def test_all_mistakes_come_at_once() -> None:
    plan = a_plan(
        doelen=[{"omschrijving": "x", "eigenaar": "y", "ritme": 5}, {"omschrijving": "x", "eigenaar": "y"}],
        taken=[{"doel": 3, "verantwoordelijke": "z", "vervaldatum": "2026-03-02"}],
        wachttijd_verwacht=2,
    )
    assert paths(plan) == ["taken", "doelen.1.ritme", "taken", "taken.0.doel", "overbrugging"]


def test_every_mistake_is_a_sentence_that_says_what_to_do() -> None:
    for mistake in plan_mistakes({}, PROVIDERS, "Lindervoort"):
        assert mistake.message.endswith(".")


def test_a_municipality_may_have_a_part_without_paying() -> None:
    plan = a_plan(financiering=[{"wet": "zvw", "betaler": "Verzekeraar", "bedrag": 5}])
    plan["taken"][0]["rol"] = "Beleidsadviseur gemeente"
    assert names_municipality(plan, "Lindervoort")


def test_only_undecided_lines_count_towards_the_amount() -> None:
    lines: list[dict[str, object]] = [
        {"bedrag": 100, "status": "te_besluiten"},
        {"bedrag": 900, "status": "toegekend"},
        {"bedrag": 5},
    ]
    assert undecided_amount(lines) == 105


def test_a_goal_that_stays_keeps_its_key_and_a_new_one_gets_a_fresh_key() -> None:
    rows = [{"kenmerk": "doel-2"}, {"omschrijving": "nieuw"}, {"kenmerk": "verzonnen"}]
    assert assign_keys(rows, "doel", {"doel-1", "doel-2"}, {"doel-1", "doel-2"}) == ["doel-2", "doel-3", "doel-4"]


def test_a_key_that_is_sent_twice_is_given_once() -> None:
    assert assign_keys([{"kenmerk": "doel-1"}, {"kenmerk": "doel-1"}], "doel", {"doel-1"}, {"doel-1"}) == [
        "doel-1",
        "doel-2",
    ]
