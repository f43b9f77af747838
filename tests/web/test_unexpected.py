"""What nobody foresaw: a Dutch page or problem, an incident for the operator, nothing of the inside."""

from pathlib import Path

import pytest

from service.usecases.incidents import list_incidents
from tests.application import app_for
from tests.world import World


@pytest.mark.parametrize("address", ["/inloggen", "/v1/gemeenten"])
def test_an_unforeseen_error_is_said_in_dutch_and_recorded(
    world: World, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    app = app_for(world)
    telling = "Sanne uit Hamerveen"

    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError(telling)

    for endpoint, view in list(app.view_functions.items()):
        if any(rule.rule == address and rule.endpoint == endpoint for rule in app.url_map.iter_rules()):
            monkeypatch.setitem(app.view_functions, endpoint, broken)
            assert view is not None
    answer = app.test_client().get(address)
    assert answer.status_code == 500
    text = answer.get_data(as_text=True)
    assert "Er ging iets mis" in text
    assert telling not in text
    with world.factory.read() as work:
        incidents = list_incidents(work)
    assert len(incidents) == 1
    cause = incidents[0].cause or ""
    assert telling not in cause
    assert Path(__file__).name in cause
