"""What was drawn for another engine says what to replace, element by element, and loses nothing."""

from pathlib import Path

import pytest

from service.engine import gate
from service.engine.parser import parse_release
from tests.engine.world import Blocks

FOLDER = Path("tests/engine/foreign")
SAID = {
    "camunda7": (
        "De taak «Meld de uitkomst» roept een Camunda 7-delegate aan («${meldUitkomst}»); kies een bouwsteen.",
        "De taak «Beoordeel de vraag» toont een formulier van Camunda 7",
        "De taak «Beoordeel de vraag» is in Camunda 7 toegewezen aan «demo»; sleep het element in de baan",
        "De taak «Beoordeel de vraag» heeft een termijn van Camunda 7",
        "heeft een luisteraar van Camunda 7 («nl.voorbeeld.MeldTaak»)",
        "«${akkoord}» is geschreven voor Camunda 7",
        "instellingen van Camunda 7 (asyncBefore, historyTimeToLive, initiator)",
    ),
    "camunda8": (
        "De taak «Mail versturen» roept een Camunda 8-delegate aan («mail»)",
        "De taak «Vraag opvragen» toont een formulier van Camunda 8",
        "geeft gegevens door op de manier van Camunda 8",
        "gebruikt een beslisregel of script van Camunda 8 («criteria»)",
        "De aanroep «Vervolg» roept een proces aan op de manier van Camunda 8 («vervolg»)",
        "«=leeftijd > 12» is geschreven voor Camunda 8",
        "Een beslisregeltaak wordt nog niet ondersteund",
    ),
    "flowable": (
        "De taak «Wegschrijven» roept een Flowable-delegate aan («nl.voorbeeld.Wegschrijven»)",
        "De taak «Beoordelen» is in Flowable toegewezen aan «gedragsdeskundigen»",
        "De taak «Beoordelen» toont een formulier van Flowable («toets-formulier»)",
        "Een scripttaak mag niet",
    ),
    "signavio": (
        "Een bestand heeft precies één proces",
        "Het proces is niet uitvoerbaar",
        "Een berichtstroom tussen pools wordt niet ondersteund",
        "Een verzendtaak wordt niet ondersteund",
        "instellingen van Signavio (signavioMetaData). Ze blijven bewaard",
    ),
}


def ask(data: bytes, name: str) -> list[gate.Finding]:
    return gate.check({f"{name}.bpmn": data}, {"toets": b"{}"}, Blocks(), ("voorzitter",))


@pytest.mark.parametrize("name", SAID)
def test_a_diagram_of_another_package_says_what_to_replace(name: str) -> None:
    found = ask((FOLDER / f"{name}.bpmn").read_bytes(), name)
    texts = [one.message for one in found]
    assert [said for said in SAID[name] if not any(said in text for text in texts)] == []
    assert all(one.line and one.element for one in found)
    # A refused element still stands between the others: its flows are not called loose as well.
    assert {"stroom", "onbereikbaar", "geen_einde"}.isdisjoint(one.rule for one in found)


REPAIRS = (
    ('id="Process_0a"', 'id="camunda7"'),
    ('bpmnElement="Process_0a"', 'bpmnElement="camunda7"'),
    ("${akkoord}", "akkoord"),
    (
        '<bpmn:startEvent id="StartEvent_1"',
        '<bpmn:extensionElements xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core"><s:properties>'
        '<s:property name="onderwerp" value="zaak" /><s:property name="variabele.akkoord" value="bool; '
        'Activity_beoordeel" /></s:properties></bpmn:extensionElements><bpmn:laneSet id="banen"><bpmn:lane id="baan" '
        'name="Voorzitter"><bpmn:flowNodeRef>Activity_beoordeel</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>'
        '<bpmn:startEvent id="StartEvent_1"',
    ),
    (
        "<camunda:taskListener",
        '<s:properties xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core"><s:property name="formulier" '
        'value="toets" /><s:property name="vervalt" value="werkdagen(5, vandaag())" /><s:property name="variabelen" '
        'value="akkoord" /></s:properties><camunda:taskListener',
    ),
    (
        "<bpmn:incoming>Flow_ja</bpmn:incoming>",
        '<bpmn:extensionElements><s:serviceTaskOperator xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core" '
        'id="ret.melden" resultVariable="_r"><s:parameters><s:parameter id="bericht" type="str" value=\'"klaar"\' />'
        "</s:parameters></s:serviceTaskOperator></bpmn:extensionElements><bpmn:incoming>Flow_ja</bpmn:incoming>",
    ),
    *(
        (
            f"<bpmn:incoming>{flow}</bpmn:incoming>\n    </bpmn:endEvent>",
            '<bpmn:extensionElements><s:properties xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core"><s:property '
            f'name="resultaat" value="{code}" /></s:properties></bpmn:extensionElements></bpmn:endEvent>',
        )
        for flow, code in (("Flow_3", "gemeld"), ("Flow_nee", "afgewezen"))
    ),
)


def test_once_it_is_replaced_the_diagram_runs_with_its_drawing_and_foreign_settings_as_they_were() -> None:
    text = (FOLDER / "camunda7.bpmn").read_text("utf-8")
    for old, new in REPAIRS:
        assert old in text
        text = text.replace(old, new)
    found = ask(text.encode(), "camunda7")
    assert [one for one in found if one.severity == "fout"] == []
    assert {one.rule for one in found} >= {"ander_pakket"}
    assert "camunda:delegateExpression" in text
    assert set(parse_release({"camunda7": text.encode()}).processes) == {"camunda7"}
