"""The worklist in the browser."""

import re

from tests.web.desk import Building


def _tasks(text: str) -> list[str]:
    return re.findall(r'href="/taken/(\d+)">', text)


def test_an_empty_worklist_says_what_to_do(building: Building) -> None:
    text = building.desk("u-pr1").found("/werklijst")
    assert "U hebt nu geen taken" in text
    assert "toon=team" in text


def test_a_task_in_the_pool_is_claimed_and_released(registered: tuple[Building, str]) -> None:
    building, number = registered
    desk = building.desk("u-pr1")
    text = desk.found("/werklijst", toon="team")
    assert number in text
    assert "Oppakken" in text
    task = _tasks(text)[0]
    assert desk.post(f"/taken/{task}/oppakken").headers["Location"] == f"/taken/{task}"
    assert f"/taken/{task}" in desk.found("/werklijst", toon="mijn")
    assert "Nog niemand" not in desk.found("/werklijst", toon="mijn")
    desk.post(f"/taken/{task}/teruggeven")
    assert "Nog niemand" in desk.found("/werklijst", toon="team")


def test_filters_stand_in_the_address_and_in_the_form(escalated: tuple[Building, str]) -> None:
    building, number = escalated
    desk = building.desk("u-sec")
    everything = desk.found("/werklijst", toon="alles")
    directors = desk.found("/werklijst", toon="alles", rol="procesregisseur", zaak=number.lower())
    assert 0 < len(_tasks(directors)) < len(_tasks(everything))
    assert 'value="procesregisseur" selected' in directors
    assert f'value="{number}"' in directors
    assert "Geen taken gevonden" in desk.found("/werklijst", toon="alles", zaak="RET-1999-999")


def test_overdue_and_escalated_are_words_and_not_only_colours(escalated: tuple[Building, str]) -> None:
    text = escalated[0].desk("u-pr1").found("/werklijst", toon="alles")
    assert re.search(r"\d+ dag(en)? te laat", text)
    assert "Geëscaleerd" in text


def test_the_next_page_keeps_the_filter(escalated: tuple[Building, str]) -> None:
    """An address with nonsense in it is no error either."""
    text = escalated[0].desk("u-pr1").found("/werklijst", toon="onzin", tab="onzin", na="onzin")
    assert "Mijn taken" in text


def test_planned_tasks_have_a_tab_of_their_own(escalated: tuple[Building, str]) -> None:
    desk = escalated[0].desk("u-pr1")
    assert "kan vanaf" in desk.found("/werklijst", toon="alles", tab="gepland")
    assert "kan vanaf" not in desk.found("/werklijst", toon="alles")
