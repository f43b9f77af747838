"""The worklist over the interface: filters, pages, taking and giving tasks."""

from tests.api.client import Door


def test_pages_follow_each_other_without_gaps_or_doubles(escalated: tuple[Door, str]) -> None:
    door, _ = escalated
    client = door.as_("u-pr1")
    whole = [row["id"] for row in client.found("/taken", bereik="alles", aantal=100)["resultaten"]]
    seen: list[int] = []
    cursor = ""
    for _ in range(len(whole) + 1):
        page = client.found("/taken", bereik="alles", aantal=1, na=cursor)
        seen += [row["id"] for row in page["resultaten"]]
        cursor = page["volgende"]
        if cursor is None:
            break
    assert len(whole) > 1
    assert seen == whole


def test_the_history_pages_from_the_newest_back(escalated: tuple[Door, str]) -> None:
    door, number = escalated
    client = door.as_("u-pr1")
    first = client.found(f"/zaken/{number}/gebeurtenissen", aantal=5)
    second = client.found(f"/zaken/{number}/gebeurtenissen", aantal=5, na=first["volgende"])
    moments = [row["tijdstip"] for row in first["resultaten"] + second["resultaten"]]
    assert len(moments) == 10
    assert moments == sorted(moments, reverse=True)
    assert all(moment.endswith("Z") for moment in moments)


def test_a_task_from_the_pool_can_be_taken_and_given_back(registered: tuple[Door, str]) -> None:
    door, number = registered
    client = door.as_("u-pr2")
    row = client.found(f"/zaken/{number}/taken")["resultaten"][0]
    assert row["magOppakken"]
    taken = client.post(f"/taken/{row['id']}/toewijzing", {})
    assert (taken.status_code, taken.get_data()) == (204, b"")
    assert client.found(f"/taken/{row['id']}")["taak"]["vanMij"]
    assert client.post(f"/taken/{row['id']}/vrijgave").status_code == 204
    assert client.found(f"/taken/{row['id']}")["taak"]["toegewezenAan"] is None


def test_a_task_given_to_somebody_needs_a_reason(registered: tuple[Door, str]) -> None:
    door, number = registered
    client = door.as_("u-sec")
    task = client.found(f"/zaken/{number}/taken")["resultaten"][0]["id"]
    candidate = next(one for one in client.found(f"/taken/{task}")["kandidaten"] if one["label"] == "B. Fictie")
    body = {"account": int(candidate["waarde"])}
    assert client.post(f"/taken/{task}/toewijzing", body).status_code == 400
    assert client.post(f"/taken/{task}/toewijzing", {**body, "reden": "verdeling"}).status_code == 204
    assert client.found(f"/taken/{task}")["taak"]["toegewezenAan"] == "B. Fictie"


def test_the_form_of_a_task_says_what_to_fill_in(registered: tuple[Door, str]) -> None:
    door, number = registered
    client = door.as_("u-pr1")
    task = client.found(f"/zaken/{number}/taken")["resultaten"][0]
    form = client.found(f"/taken/{task['id']}/formulier")
    assert form["titel"]
    assert {"naam", "type", "label", "verplicht"} <= form["velden"][0].keys()


def test_a_case_can_be_withdrawn_and_everything_ends(registered: tuple[Door, str]) -> None:
    door, number = registered
    client = door.as_("u-pr1")
    assert client.post(f"/zaken/{number}/intrekking", {"door": "buurman"}).status_code == 400
    assert client.post(f"/zaken/{number}/intrekking", {"door": "ouder_verzorger"}).status_code == 200
    tasks = [row["soort"] for row in client.found(f"/zaken/{number}/taken")["resultaten"]]
    assert tasks == ["intrekking_afhandelen"]
    assert client.post(f"/zaken/{number}/planwijziging").status_code == 409
