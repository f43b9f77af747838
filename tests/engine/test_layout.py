"""A diagram without a drawing is drawn: readable, in its lanes, whoever made it."""

from pathlib import Path

import pytest
from lxml import etree

from service.engine.layout import draw, has_drawing
from service.engine.xml import BPMN, BPMNDI, parse_xml
from tests.editor.drawn import flaws

NATIONAL = [Path("bpmn/landelijk") / f"{name}.bpmn" for name in ("ret_monitoring", "ret_procesregie", "ret_toezegging")]
FOREIGN = sorted(Path("tests/engine/foreign").glob("*.bpmn"))


@pytest.mark.parametrize("file", [*NATIONAL, *FOREIGN], ids=lambda file: file.stem)
def test_a_file_without_a_drawing_is_drawn(file: Path) -> None:
    root = parse_xml(file.read_bytes(), keep_comments=True)
    for drawing in root.findall(f"{BPMNDI}BPMNDiagram"):
        root.remove(drawing)
    assert not has_drawing(root)
    draw(root)
    assert has_drawing(root)
    assert flaws(etree.tostring(root)) == []
    pools = [one.get("id") for one in root.iter(f"{BPMN}participant")]
    assert set(pools) <= {one.get("bpmnElement") for one in root.iter(f"{BPMNDI}BPMNShape")}


def test_texts_data_and_strange_files_do_not_stop_the_drawing() -> None:
    head = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
    odd = (
        b'<process id="a"/>',
        b'<process id="a"><task id="b" name="x"/><sequenceFlow id="f" sourceRef="b" targetRef="b"/></process>',
        b'<process id="a"><task id="b"/><sequenceFlow id="f" sourceRef="b" targetRef="nergens"/>'
        b'<textAnnotation id="t"><text>Let op</text></textAnnotation>'
        b'<association id="x" sourceRef="b" targetRef="t"/></process>',
        b'<collaboration id="c"><participant id="p" name="Zwarte doos"/></collaboration>',
        b'<process id="a"><boundaryEvent id="e" attachedToRef="e"/><subProcess id="s"/></process>',
        b"",
    )
    for body in odd:
        root = parse_xml(head + body + b"</definitions>")
        draw(root)
        assert root.find(f"{BPMNDI}BPMNDiagram/{BPMNDI}BPMNPlane") is not None
