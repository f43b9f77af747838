"""The worklist for many, as somebody without scripts meets it."""

import re

from tests.web.desk import Building, Desk, text_of
from tests.worklist.heap import heap_up
from tests.world import World

HERE = {"toon": "alles", "soort": "doen"}
BACK = "toon=alles&soort=doen"


def account_of(world: World, who: str) -> str:
    return str(world.actor(who).account_id)


def chosen(text: str) -> list[int]:
    return [int(key) for key in re.findall(r'name="taak" value="(\d+)"[^>]* checked', text)]


def divided(desk: Desk, tasks: list[int], account: str, reason: str = "Ziekte") -> str:
    sent = {"terug": BACK, "taak": [str(task) for task in tasks], "account": account, "reden": reason}
    return text_of(desk.post("/werklijst/toewijzen", sent, follow_redirects=True))


def test_all_tasks_of_a_page_are_chosen_and_given_with_one_form(building: Building) -> None:
    tasks = heap_up(building.world, 30)
    desk = building.desk("u-sec")
    assert chosen(desk.found("/werklijst", **HERE)) == []
    page = chosen(desk.found("/werklijst", **HERE, kies="alles"))
    assert len(page) == 25
    assert set(page) <= set(tasks)
    text = divided(desk, page, account_of(building.world, "u-pr2"))
    assert "25 taken zijn toegewezen aan B. Fictie." in text
    assert 'value="doen" selected' in text
    assert "B. Fictie" in text


def test_a_form_that_misses_something_comes_back_as_it_was(building: Building) -> None:
    first, _second = heap_up(building.world, 2)
    desk = building.desk("u-sec")
    desk.found("/werklijst", **HERE)
    text = divided(desk, [first], "", reason="")
    assert "Kies aan wie u de taken geeft." in text
    assert "Schrijf waarom deze taken naar iemand anders gaan." in text
    assert 'href="#verdelen-reden"' in text
    assert "<title>Fout: Werklijst" in text
    assert chosen(text) == [first]
    text = divided(desk, [], account_of(building.world, "u-pr2"))
    assert "Kies minstens één taak." in text
    assert 'value="Ziekte"' in text


def test_what_was_refused_is_named_with_the_reason(building: Building) -> None:
    [task] = heap_up(building.world, 1)
    [decision] = heap_up(building.world, 1, who="u-weth-l", role="bestuurlijk")
    desk = building.desk("u-sec")
    desk.found("/werklijst", **HERE)
    text = divided(desk, [task, decision], account_of(building.world, "u-pr2"))
    assert "Niet alle taken zijn toegewezen" in text
    assert "1 taak is toegewezen aan B. Fictie." in text
    assert "B. Fictie kan deze taak niet krijgen: hij hoort bij een andere rol of een ander team." in text
    assert f'href="/taken/{decision}"' in text
    assert "/werklijst?toon=alles&amp;soort=doen" in text


def test_who_may_not_divide_gets_no_boxes(building: Building) -> None:
    heap_up(building.world, 2)
    text = building.desk("u-gd").found("/werklijst", **HERE)
    assert 'href="/taken/' in text
    assert 'name="taak"' not in text
    assert 'id="verdelen"' not in text


def test_a_task_is_unread_until_its_page_is_opened(building: Building) -> None:
    first, second = heap_up(building.world, 2)
    desk = building.desk("u-pr1")
    assert desk.found("/werklijst", soort="doen").count("Ongelezen</span>") == 2
    desk.found(f"/taken/{first}")
    unread = desk.found("/werklijst", soort="doen", ongelezen="1")
    assert f'href="/taken/{second}"' in unread
    assert f'href="/taken/{first}"' not in unread
    assert 'name="ongelezen" value="1" checked' in unread


def test_a_filter_is_kept_found_back_and_counted(building: Building) -> None:
    heap_up(building.world, 3)
    desk = building.desk("u-sec")
    desk.found("/werklijst", **HERE)
    kept = desk.post("/werklijst/filters", {"terug": f"{BACK}&na=2026-01-01.1", "naam": "Te doen", "team": "team-mz"})
    assert kept.headers["Location"].startswith("/werklijst?toon=alles&soort=doen")
    text = building.desk("u-gd").found("/werklijst")
    shared = r'<span class="alleen-voorlezen">, gedeeld door [^<]*</span>\s*<span class="teller">3<'
    link = re.search(rf'href="([^"]*)">Te doen \(team\){shared}', text)
    assert link
    assert link[1] == "/werklijst?toon=alles&amp;tab=nu&amp;soort=doen"
    assert re.search(r'aria-current="true">Te doen \(team\)', desk.found("/werklijst", **HERE))


def test_a_filter_without_a_name_is_asked_for_one(building: Building) -> None:
    desk = building.desk("u-gd")
    text = desk.found("/werklijst")
    assert 'name="team"' not in text.split("Dit filter bewaren")[1]
    answer = desk.post("/werklijst/filters", {"terug": BACK, "naam": " "})
    assert answer.status_code == 400
    assert 'id="bewaren-naam-fout">Geef het filter een naam.' in text_of(answer)


def test_filters_are_renamed_ordered_and_thrown_away(building: Building) -> None:
    desk = building.desk("u-pr1")
    assert "nog geen filters bewaard" in desk.found("/werklijst/filters")
    for name in ("Een", "Twee"):
        desk.post("/werklijst/filters", {"naam": name})
    one, two = re.findall(r"/werklijst/filters/(\d+)/naam", desk.found("/werklijst/filters"))
    desk.post(f"/werklijst/filters/{two}/omhoog")
    desk.post(f"/werklijst/filters/{one}/naam", {"naam": "Laatste"})
    assert re.findall(r"/werklijst/filters/(\d+)/naam", desk.found("/werklijst/filters")) == [two, one]
    refused = desk.post(f"/werklijst/filters/{one}/naam", {"naam": "Twee"}, follow_redirects=True)
    assert "Er is al een filter met deze naam" in text_of(refused)
    desk.post(f"/werklijst/filters/{two}/verwijderen")
    text = desk.found("/werklijst/filters")
    assert "Laatste" in text
    assert "Twee" not in text
    assert desk.post(f"/werklijst/filters/{two}/omlaag").status_code == 404
