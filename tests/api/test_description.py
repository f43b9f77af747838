"""The description of the interface is valid, open to everybody, and says what the interface does."""

import json
import re
from typing import Any

import pytest
from openapi_spec_validator import validate

from tests.api.client import Door


@pytest.fixture
def description(door: Door) -> dict[str, Any]:
    body = door.anybody().found("/openapi.json")
    assert isinstance(body, dict)
    return body


def operations(description: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, item in description["paths"].items()
        for method, operation in item.items()
        if method in ("get", "post", "put", "patch", "delete")
    ]


def test_it_is_valid_openapi_3_1_with_a_contact(description: dict[str, Any]) -> None:
    validate(description)
    assert description["openapi"].startswith("3.1")
    assert set(description["info"]["contact"]) == {"name", "url", "email"}


def test_it_may_be_read_from_any_origin_without_a_token(door: Door) -> None:
    response = door.http.get("/v1/openapi.json")
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_paths_are_lower_case_and_query_keys_camel_case(description: dict[str, Any]) -> None:
    for path, _, operation in operations(description):
        assert re.fullmatch(r"/v1(/([a-z][a-z-]*|\{[a-z]+\}))+", path)
        queries = [one for one in operation.get("parameters", ()) if one.get("in") == "query"]
        assert [one["name"] for one in queries if not re.fullmatch(r"[a-z][a-zA-Z]*", one["name"])] == []


def test_every_operation_says_in_dutch_what_it_does_and_how_it_fails(description: dict[str, Any]) -> None:
    found = operations(description)
    assert len({operation["operationId"] for _, _, operation in found}) == len(found)
    for path, _, operation in found:
        assert operation["summary"], path
        assert {"400", "401", "404", "409"} <= operation["responses"].keys()
        assert "422" not in operation["responses"]


def test_every_parameter_is_explained(description: dict[str, Any]) -> None:
    described = [*description["paths"].values(), *(operation for _, _, operation in operations(description))]
    parameters = [one for part in described for one in part.get("parameters", ()) if "$ref" not in one]
    assert parameters
    assert [one["name"] for one in parameters if not one.get("description")] == []


def test_patterns_can_be_read_by_other_languages(description: dict[str, Any]) -> None:
    found = re.findall(r'"pattern": "([^"]*)"', json.dumps(description))
    assert found
    assert [pattern for pattern in found if re.search(r"\\\\[AZ]|\(\?[a-zP]", pattern)] == []


def test_no_field_on_the_wire_has_an_underscore(description: dict[str, Any]) -> None:
    names = [name for shape in description["components"]["schemas"].values() for name in shape.get("properties", ())]
    assert names
    assert [name for name in names if not re.fullmatch(r"[a-z][a-zA-Z]*", name)] == []


def test_no_parameter_asks_for_a_name_or_a_birth_date(description: dict[str, Any]) -> None:
    described = [*description["paths"].values(), *(operation for _, _, operation in operations(description))]
    asked = {one.get("name", "") for part in described for one in part.get("parameters", ())}
    assert {"nummer", "zaaknummer"} <= asked
    assert not asked & {"naam", "voornaam", "geboortedatum", "bsn"}
