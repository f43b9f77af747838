"""A posted page and the JSON description: two outsides of the same form."""

from collections.abc import Callable

from werkzeug.datastructures import MultiDict

from service.forms import Form, FormScope, read_html, schema_json, validate

Scope = Callable[..., FormScope]
Shipped = dict[str, Form]


def test_a_posted_page_gives_the_same_shape_as_json(shipped: Shipped, scope: Scope) -> None:
    posted = MultiDict(
        [
            ("csrf_token", "x"),
            ("besluit", "deels_toegekend"),
            ("motivering", " Tot de zomer. "),
            ("regels.0.kenmerk", "fr-1"),
            ("regels.0.wet", "jeugdwet"),
            ("regels.0.betaler", "Heidelo"),
            ("regels.0.bedrag", "12.500"),
            ("regels.0.besluit", "toegekend"),
        ]
    )
    clean = validate(shipped["financieren"], read_html(shipped["financieren"], posted), scope())
    row = {"kenmerk": "fr-1", "wet": "jeugdwet", "betaler": "Heidelo", "bedrag": 12500, "besluit": "toegekend"}
    assert clean == {"besluit": "deels_toegekend", "regels": [row], "motivering": "Tot de zomer."}


def test_empty_rows_are_dropped_and_the_rest_keeps_its_order(shipped: Shipped) -> None:
    posted = MultiDict(
        [
            ("doelen.10.omschrijving", "Derde"),
            ("doelen.2.omschrijving", "Tweede"),
            ("doelen.1.kenmerk", "d-1"),
            ("doelen.1.omschrijving", " "),
            ("doelen.0.kenmerk", "d-0"),
            ("doelen.0.omschrijving", "Eerste"),
            ("doelen.x.omschrijving", "Geen rij"),
            ("doelen.3.onbekend", "Geen kolom"),
        ]
    )
    rows = read_html(shipped["plan_maken"], posted)["doelen"]
    assert rows == [{"kenmerk": "d-0", "omschrijving": "Eerste"}, {"omschrijving": "Tweede"}, {"omschrijving": "Derde"}]


def test_several_choices_come_from_a_repeated_name(shipped: Shipped) -> None:
    posted = MultiDict([("thema", "ggz"), ("thema", ""), ("thema", "lvb"), ("vraag", "")])
    assert read_html(shipped["vraag_vastleggen"], posted) == {"thema": ["ggz", "lvb"]}


def test_the_description_has_the_choices_filled_in_and_the_conditions_as_they_are(
    shipped: Shipped, scope: Scope
) -> None:
    described = schema_json(shipped["beoordelen"], scope({"triage.criteria_regio": ["schulden"]}))
    fields = {field["naam"]: field for field in described["velden"]}
    assert fields["criteria_regio"]["keuzes"] == [{"waarde": "schulden", "label": "schulden"}]
    assert fields["procesregisseur"]["keuzes"] == [{"waarde": "u-pr1", "label": "A. Proef"}]
    assert fields["alternatief"]["verplicht"] == 'uitkomst == "niet_opgepakt"'
    assert "keuzes" not in fields["overdracht_naar"]
    assert described["regels"][0]["veld"] == "reden_categorie"


def test_the_description_leaves_out_what_this_task_never_asks(shipped: Shipped, scope: Scope) -> None:
    names = [field["naam"] for field in schema_json(shipped["vaststellen"], scope())["velden"]]
    assert names == ["ingangsdatum"]
    checkin = schema_json(shipped["checkin"], scope(overbrugging_actief=True))
    assert {field["naam"]: field["verplicht"] for field in checkin["velden"]}["overbrugging_werkt"] is True
    assert "criteria_regio" not in [field["naam"] for field in schema_json(shipped["beoordelen"], scope())["velden"]]
