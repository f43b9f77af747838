"""When a goal has come to a stand."""

import pytest

from service.domain.stall import all_reached, goal_goes_on, stall_rule


@pytest.mark.parametrize(
    ("state", "earlier", "bridging", "rule"),
    [
        ("op_koers", [], None, ""),
        ("vertraagd", [], None, ""),
        ("vertraagd", ["op_koers", "vertraagd"], None, ""),
        ("vertraagd", ["vertraagd"], None, "doel_vertraagd_of_gestagneerd"),
        ("gestagneerd", [], None, "doel_vertraagd_of_gestagneerd"),
        ("op_koers", [], "nee", "overbrugging_werkt_niet"),
        ("op_koers", [], "deels", ""),
        ("vertraagd", ["vertraagd"], "nee", "doel_vertraagd_of_gestagneerd"),
        ("bereikt", ["vertraagd"], "nee", ""),
    ],
)
def test_a_check_breaks_a_rule_or_not(state: str, earlier: list[str], bridging: str | None, rule: str) -> None:
    assert stall_rule(state, earlier, bridging) == rule


def test_a_goal_goes_on_until_it_is_reached_or_dropped() -> None:
    assert [goal_goes_on(s) for s in ("op_koers", "vertraagd", "gestagneerd", "bereikt", "vervallen")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_scaling_down_is_proposed_when_every_goal_ended_and_one_was_reached() -> None:
    assert all_reached(["bereikt", "vervallen"])
    assert not all_reached(["bereikt", "op_koers"])
    assert not all_reached(["bereikt", None])
    assert not all_reached(["vervallen"])
    assert not all_reached([])
