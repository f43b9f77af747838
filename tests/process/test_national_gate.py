"""The national set passes the gate that every regional diagram has to pass, with the real building blocks and forms."""

import json
from pathlib import Path

from handlers import catalogue
from service.engine import gate
from service.forms import Form
from service.settings import RegionSettings
from service.settings.roles import lane_roles
from tests.process.world import NATIONAL

CONFIG = Path("config")


def findings() -> list[gate.Finding]:
    terms = [term.code for term in RegionSettings(CONFIG / "regions").default.terms()]
    keys = [setting.key for setting in RegionSettings(CONFIG / "regions").default.settings()]
    return gate.check(
        {path.name: path.read_bytes() for path in sorted(NATIONAL.glob("*.bpmn"))},
        {path.name: path.read_bytes() for path in sorted((NATIONAL / "formulieren").glob("*.json"))},
        catalogue(),
        lane_roles(CONFIG),
        read_form=lambda form_id, data: Form.parse(json.loads(data), form_id),
        vocabulary=gate.Vocabulary(frozenset(terms), frozenset(keys)),
    )


def test_the_national_set_has_no_mistakes() -> None:
    assert [found for found in findings() if found.severity == "fout"] == []


def test_the_remarks_about_the_national_set_are_the_known_ones() -> None:
    remarks = {
        (found.file, found.element, found.rule) for found in findings() if found.rule not in ("tekening", "label")
    }
    assert remarks == {
        # The caller always knows it by then; the triage may change it.
        ("ret_triage.bpmn", "beoordelen", "waarde"),
        # Two ways lead here on purpose: opening the level lets only the first through.
        ("ret_escalatieladder.bpmn", "ambtelijk_openen", "dubbel"),
        # Merging and choosing in one gateway saves width here, and both stay easy to read.
        ("ret_plan_opstellen.bpmn", "gw_convenant", "samen_en_splitsen"),
        ("ret_voortgangscheck.bpmn", "gw_stagnatie", "samen_en_splitsen"),
        ("ret_voortgangscheck.bpmn", "gw_volgende", "samen_en_splitsen"),
    }
