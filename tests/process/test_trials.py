"""Example cases walk through every diagram, in a process of its own that may be killed without harm."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from handlers import catalogue
from service.engine.gate import Finding
from service.settings import RegionSettings, Settings
from service.usecases.diagram_checks import check_over, shipped_ground
from service.usecases.trial_child import walk_all
from service.usecases.trials import TrialGround, profiles_of, try_out
from tests.engine.drawing import boundary, chain, diagram, end, flow, service, start, timer, user, xor

NATIONAL = Path("bpmn/landelijk")
PROFILES = profiles_of(RegionSettings(Path("config/regions")).default)
LANES = {"Secretaris": ["begin", "een", "twee", "gw", "bellen", "einde", "af", "t"]}
FORM = {
    "id": "een",
    "titel": "Proef",
    "uitleg": "Een proef.",
    "velden": [
        {"naam": "keuze", "type": "keuze", "label": "Keuze", "verplicht": True, "keuzes": [
            {"waarde": "ja", "label": "Ja"}, {"waarde": "nee", "label": "Nee"}]},
        {"naam": "datum", "type": "datum", "label": "Datum", "verplicht": 'keuze == "ja"'},
    ],
}  # fmt: skip


def walk(*content: str, form: Mapping[str, Any] = FORM, **variables: str) -> dict[str, Any]:
    drawn = diagram("proef", *content, variables=variables, lanes=LANES)
    request = {
        "diagrams": {"proef": drawn.decode()},
        "forms": {"een": json.dumps(form)},
        "blocks": [{"name": "tellen", "parameters": [], "returns": ["aantal"]}],
        "profiles": [{}],
        "processes": ["proef"],
    }
    return next(walk_all(request))


def after_a_choice(due: str, condition: str = 'keuze == "ja"') -> tuple[str, ...]:
    return (
        start(), user("een", takes="keuze, datum"), xor("gw", "f_gw__einde"), user("twee", due=due), end(),
        chain("begin", "een", "gw"), flow("gw", "twee", condition), flow("gw", "einde"), flow("twee", "einde"),
    )  # fmt: skip


def test_a_way_on_which_a_date_is_missing_is_told_with_the_steps_that_led_there() -> None:
    drawn = after_a_choice("werkdagen(1, datum)", 'keuze == "nee"')
    (stuck,) = walk(*drawn, keuze="str; een", datum='date; een; ""')["stuck"]
    assert stuck["element"] == "twee"
    assert "datum" in stuck["reason"]
    assert list(stuck["way"])[-1] == "taak «een» (keuze = nee)"


def test_answers_that_the_form_would_refuse_are_not_tried() -> None:
    found = walk(*after_a_choice("werkdagen(1, datum)"), keuze="str; een", datum='date; een; ""')
    assert (list(found["stuck"]), list(found["missed"]), found["whole"]) == ([], [], True)


def test_what_no_case_comes_to_is_named() -> None:
    drawn = after_a_choice("vandaag()", 'keuze == "misschien"')
    assert set(walk(*drawn, keuze="str; een", datum="date; een")["missed"]) == {"f_gw__twee", "twee"}


def test_the_clock_is_moved_and_building_blocks_give_each_of_their_answers() -> None:
    drawn = (
        start(), user("een"), boundary("t", "een", timer("om_verval(vervalt_op)")),
        service("bellen", "tellen", "aantal"), xor("gw", "f_gw__einde"), end("af", "te_veel"), end(),
        chain("begin", "een", "einde"), chain("t", "bellen", "gw"), flow("gw", "af", "aantal > 2"),
        flow("gw", "einde"),
    )  # fmt: skip
    found = walk(*drawn, aantal="int; bellen; 0")
    assert (list(found["stuck"]), list(found["missed"])) == ([], [])
    assert found["ended"] > 2


def test_the_national_diagrams_are_walked_whole_and_nothing_gets_stuck() -> None:
    request = {
        "diagrams": {path.stem: path.read_text("utf-8") for path in NATIONAL.glob("*.bpmn")},
        "forms": {path.stem: path.read_text("utf-8") for path in NATIONAL.glob("formulieren/*.json")},
        "blocks": [
            {"name": one.name, "parameters": [[p.name, p.type, p.required] for p in one.parameters],
             "returns": list(one.returns)}
            for one in catalogue().all()
        ],
        "profiles": PROFILES,
    }  # fmt: skip
    lines = list(walk_all({**request, "processes": sorted(request["diagrams"])}))
    assert len(lines) == len(request["diagrams"])
    assert {line["process"]: (line["stuck"], line["missed"]) for line in lines if line["stuck"] or line["missed"]} == {}
    assert all(line["whole"] for line in lines)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.load({}, data_dir=tmp_path)


def test_the_trial_runs_in_a_process_of_its_own_and_reports_like_every_rule(settings: Settings) -> None:
    path = NATIONAL / "ret_belmoment.bpmn"
    sound = path.read_bytes()
    found: list[Finding] = check_over(shipped_ground(settings, catalogue()), {path.name: sound}, trial=True)
    assert [one for one in found if one.severity == "fout"] == []
    assert {one.rule for one in found}.isdisjoint({"proef_niet_gelopen", "proef_onvolledig"})


def test_a_trial_that_takes_too_much_is_killed_and_that_is_a_finding() -> None:
    diagrams = {path.stem: path.read_bytes() for path in NATIONAL.glob("ret_be*.bpmn")}
    little = TrialGround(catalogue(), PROFILES, memory_bytes=32 * 1024 * 1024)
    assert try_out(little, diagrams, {}, ["ret_belmoment"]) == {"ret_belmoment": None}
