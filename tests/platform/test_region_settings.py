"""Terms and answers of the regions: the national defaults, a region's differences, and what may not be written."""

from datetime import date
from pathlib import Path

import pytest

from service.domain.expressions import ExpressionError
from service.settings import RegionSettings, SettingsError

FOLDER = Path(__file__).resolve().parents[2] / "config" / "regions"
REGIONS = RegionSettings(FOLDER)


@pytest.mark.parametrize(
    ("region", "code", "from_on", "due_on"),
    [
        ("meerwolde", "T03", date(2026, 6, 1), date(2026, 6, 8)),
        ("meerwolde", "T07", date(2026, 9, 25), date(2026, 10, 9)),
        ("eilandenrijk", "T07", date(2026, 5, 20), date(2026, 5, 28)),
        ("meerwolde", "T19", date(2026, 11, 13), date(2026, 11, 20)),
        ("eilandenrijk", "T19", date(2026, 6, 5), date(2026, 6, 10)),
        ("eilandenrijk", "T19.herinnering", date(2026, 6, 5), date(2026, 6, 9)),
        ("eilandenrijk", "T19.spoed", date(2026, 6, 5), date(2026, 6, 9)),
        ("meerwolde", "T15", date(2026, 11, 23), date(2026, 11, 18)),
        ("zandrug", "T15", date(2026, 11, 23), date(2026, 11, 19)),
        ("zandrug", "T16", date(2026, 12, 30), date(2027, 1, 4)),
        ("meerwolde", "T22", date(2026, 9, 28), date(2026, 12, 28)),
        ("meerwolde", "T26", date(2026, 6, 30), date(2026, 9, 30)),
        ("eilandenrijk", "T26", date(2026, 6, 30), date(2026, 12, 30)),
        ("een_nieuwe_regio", "T19", date(2026, 11, 13), date(2026, 11, 20)),
    ],
)
def test_a_term_gives_the_date_of_that_region(region: str, code: str, from_on: date, due_on: date) -> None:
    assert REGIONS.for_region(region).term_date(code, from_on) == due_on


def test_settings_are_the_national_default_unless_the_region_differs() -> None:
    assert REGIONS.for_region("meerwolde").setting("mandate.financial") == 75000
    assert REGIONS.for_region("zandrug").setting("meeting.max_cases") == 4
    assert REGIONS.for_region("zandrug").setting("registration.family_allowed") is False
    assert REGIONS.for_region("eilandenrijk").setting("term.T19") == 3
    assert REGIONS.for_region("elders").setting("advice.weight") == "dringend"


def test_an_unknown_setting_or_term_is_an_error_never_none() -> None:
    with pytest.raises(ExpressionError, match="De instelling «meeting.fixd» bestaat niet"):
        REGIONS.default.setting("meeting.fixd")
    with pytest.raises(ExpressionError, match="De termijn «T99» bestaat niet"):
        REGIONS.default.term_date("T99", date(2026, 1, 5))


def test_list_settings_offer_choices_with_labels() -> None:
    assert ("ouder_verzorger", "Ouder of verzorger") in REGIONS.default.choices("registration.who")
    assert ("per_plan", "Per plan") in REGIONS.default.choices("municipality.prior_consent")


def test_terms_are_listed_with_source_and_say_whose_they_are() -> None:
    terms = {term.code: term for term in REGIONS.for_region("eilandenrijk").terms()}
    assert len(terms) == 36
    assert terms["T19"].own
    assert terms["T07"].text == "5 werkdagen na triagebesluit"
    assert terms["T13"].source.startswith("P:")
    assert not terms["T03"].own


def test_a_term_explains_its_date() -> None:
    assert REGIONS.default.explain_term("T22", date(2026, 2, 5)) == (
        "woensdag 6 mei, want 5 mei is een feestdag (3 maanden na donderdag 5 februari)"
    )
    assert REGIONS.default.explain_term("T05", date(2026, 6, 1)) == "dinsdag 2 juni: 1 werkdag na maandag 1 juni"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('[instellingen]\n"advice.wieght" = "bindend"', "«advice.wieght» bestaat niet"),
        ('[instellingen]\n"advice.weight" = "zacht"', "past niet"),
        ('[instellingen]\n"mandate.financial" = "veel"', "past niet"),
        ('[instellingen]\n"clock.expiry_time" = "25:00"', "past niet"),
        ("[termijnen]\nT77 = 3", "«T77» bestaat niet"),
        ('[termijnen]\nT19 = "drie"', "aantal werkdagen of maanden"),
        ("[terminen]\nT19 = 3", "«terminen» bestaat niet"),
        ("[termijnen", "niet te lezen"),
    ],
)
def test_a_mistake_in_a_region_file_stops_start_up(tmp_path: Path, content: str, sentence: str) -> None:
    (tmp_path / "_default.toml").write_text((FOLDER / "_default.toml").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "proef.toml").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=sentence):
        RegionSettings(tmp_path)


def test_days_off_and_times_of_a_region_change_its_calendar(tmp_path: Path) -> None:
    (tmp_path / "_default.toml").write_text((FOLDER / "_default.toml").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "proef.toml").write_text(
        '[kalender]\nvrije_dagen = [2026-05-15]\n[instellingen]\n"clock.expiry_time" = "16:30"', encoding="utf-8"
    )
    calendar = RegionSettings(tmp_path).for_region("proef").calendar
    assert calendar.add_working_days(1, date(2026, 5, 13)) == date(2026, 5, 18)
    assert calendar.expiry_at(date(2026, 5, 18)).isoformat() == "2026-05-18T16:30:00+02:00"
