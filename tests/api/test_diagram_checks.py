"""Diagrams can be sent in to hear what the gate finds, by who works on them, and nothing is kept."""

import io
from pathlib import Path

from tests.api.client import Door

NATIONAL = Path("bpmn/landelijk")
FILE = "ret_belmoment.bpmn"


def send(door: Door, who: str, *files: tuple[str, bytes], **query: str) -> tuple[int, dict[str, object]]:
    client = door.as_(who)
    body = {"bestand": [(io.BytesIO(data), name) for name, data in files]}
    response = client.http.post(
        "/v1/diagramcontrole",
        query_string=query,
        headers=client.headers,
        data=body,
        content_type="multipart/form-data",
    )
    return response.status_code, response.get_json()


def test_files_are_checked_for_a_region_by_who_works_on_diagrams(door: Door) -> None:
    sound = (NATIONAL / FILE).read_bytes()
    status, said = send(door, "u-beheer-m", (FILE, sound), regio="meerwolde")
    assert (status, said["magDraaien"]) == (200, True), said
    status, said = send(door, "u-beheer-m", (FILE, sound.replace(b"termijn(", b"trmijn(")), ("x.bpmn", b"PK\x03\x04"))
    assert (status, said["magDraaien"]) == (200, False)
    found = said["bevindingen"]
    assert isinstance(found, list)
    assert {one["regel"] for one in found if one["ernst"] == "fout"} == {"uitdrukking", "bestand"}
    one = next(one for one in found if one["regel"] == "uitdrukking")
    assert one["bestand"] == FILE
    assert one["element"]
    assert one["regelnummer"] > 1
    assert one["titel"] == "Deze uitdrukking kan niet worden gelezen"


def test_who_does_not_work_on_diagrams_is_refused_and_so_is_what_cannot_be_told_apart(door: Door) -> None:
    assert send(door, "u-vz", (FILE, b""))[0] == 403
    assert send(door, "u-beheer-m", (FILE, b""), regio="eilandenrijk")[0] == 403
    assert send(door, "u-beheer-m", (FILE, b""), regio="nergens")[0] == 404
    assert send(door, "u-beheer-m", (FILE, b""), (FILE, b""))[0] == 400
    assert send(door, "u-beheer-m")[0] == 400
    client = door.as_("u-beheer-m")
    too_much = client.http.post(
        "/v1/diagramcontrole", headers=client.headers, data=b" " * 3 * 1024 * 1024, content_type="multipart/form-data"
    )
    assert too_much.status_code in (400, 413)
    assert door.anybody().http.post("/v1/diagramcontrole").status_code == 401
