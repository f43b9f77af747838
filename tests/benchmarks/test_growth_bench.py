"""The bench can make a case older; that nothing grows, tests/robustness says."""

from service.bench import Figures
from service.bench.growth_bench import find_long_case, measure_growth
from tests.application import app_for
from tests.process.play import Play
from tests.world import World


def test_a_case_is_revised_and_checked_as_often_as_is_asked(world: World) -> None:
    Play(world).to_monitoring()
    figures = Figures()
    measure_growth(find_long_case(world.services), app_for(world), figures, (1, 2), 1)
    assert figures["growth_revision_depth_ratio"] == 1
    assert figures["growth_check_depth_ratio"] == 1
    assert figures["case_page_old_statements"] <= figures["case_page_young_statements"]
