"""Dividing tasks and keeping filters over the interface."""

from typing import Any

import pytest

from tests.api.client import ApiClient, Door
from tests.worklist.heap import heap_up
from tests.world import World


@pytest.fixture
def door(office: World) -> Door:
    return Door(office)


def delete(client: ApiClient, path: str) -> int:
    return client.http.delete(f"/v1{path}", headers=client.headers).status_code


def account_of(world: World, who: str) -> int:
    account = world.actor(who).account_id
    assert account is not None
    return account


def test_many_tasks_are_given_at_once_and_refusals_are_named(office: World, door: Door) -> None:
    tasks = heap_up(office, 3)
    body = {"taken": [*tasks, 999_999], "account": account_of(office, "u-pr2"), "reden": "Ziekte"}
    answer = door.as_("u-sec").post("/taken/toewijzingen", body)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()
    assert (found["toegewezenAan"], found["toegewezen"], found["ongewijzigd"]) == ("B. Fictie", tasks, [])
    assert [one["taak"] for one in found["geweigerd"]] == [999_999]
    again = door.as_("u-sec").post("/taken/toewijzingen", body).get_json()
    assert (again["toegewezen"], again["ongewijzigd"]) == ([], tasks)


@pytest.mark.parametrize(
    ("change", "field"), [({"taken": []}, "taken"), ({"reden": " "}, "reden"), ({"account": 0}, "account")]
)
def test_a_division_that_misses_something_is_refused_whole(
    office: World, door: Door, change: dict[str, Any], field: str
) -> None:
    body = {"taken": heap_up(office, 1), "account": account_of(office, "u-pr2"), "reden": "Ziekte", **change}
    answer = door.as_("u-sec").post("/taken/toewijzingen", body)
    assert answer.status_code == 400
    assert [one["veld"] for one in answer.get_json()["fouten"]] == [field]


def test_a_filter_is_kept_once_per_key_listed_with_its_count_and_deleted(office: World, door: Door) -> None:
    heap_up(office, 2)
    client = door.as_("u-sec")
    body = {"naam": "Te doen", "team": "team-mz", "vraag": {"bereik": "alles", "soort": "doen"}}
    made = [client.post("/filters", body, key="een-sleutel") for _ in range(2)]
    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].get_json() == made[1].get_json()
    [found] = door.as_("u-gd").found("/filters")["resultaten"]
    assert (found["naam"], found["team"], found["magVeranderen"]) == ("Te doen", "team-mz", False)
    assert found["taken"] == {"aantal": 2, "ofMeer": False}
    assert (found["vraag"]["bereik"], found["vraag"]["soort"], found["vraag"]["teLaat"]) == ("alles", "doen", False)
    assert delete(door.as_("u-gd"), f"/filters/{found['id']}") == 403
    assert delete(door.as_("u-eil"), f"/filters/{found['id']}") == 404
    assert delete(client, f"/filters/{found['id']}") == 204
    assert client.found("/filters")["resultaten"] == []
    assert client.post("/filters", body, key="een-sleutel").status_code == 404


def test_tasks_say_what_is_new_and_are_marked_read(office: World, door: Door) -> None:
    first, second = heap_up(office, 2)
    client = door.as_("u-pr1")
    assert {row["id"] for row in client.found("/taken", soort="doen", ongelezen="true")["resultaten"]} == {
        first,
        second,
    }
    assert client.post(f"/taken/{first}/gelezen").status_code == 204
    assert [row["id"] for row in client.found("/taken", soort="doen", ongelezen="true")["resultaten"]] == [second]
    assert door.as_("u-eil").post(f"/taken/{first}/gelezen").status_code == 404
