"""The first content of a new file of a draft: a process with one lane and nothing to do, a form with one question."""

import json
from xml.sax.saxutils import quoteattr

_PROCESS = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" \
xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" \
xmlns:di="http://www.omg.org/spec/DD/20100524/DI" \
xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" id="def_{id}" \
targetNamespace="https://procesregie.example/bpmn">
  <bpmn:collaboration id="col_{id}">
    <bpmn:participant id="pool_{id}" name={title} processRef="{id}" />
  </bpmn:collaboration>
  <bpmn:process id="{id}" name={title} isExecutable="true">
    <bpmn:extensionElements>
      <spiffworkflow:properties>
        <spiffworkflow:property name="onderwerp" value="zaak" />
      </spiffworkflow:properties>
    </bpmn:extensionElements>
    <bpmn:laneSet id="lanes_{id}">
      <bpmn:lane id="lane_{id}_procesregisseur" name="Procesregisseur">
        <bpmn:flowNodeRef>begin</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>klaar</bpmn:flowNodeRef>
      </bpmn:lane>
    </bpmn:laneSet>
    <bpmn:startEvent id="begin" name="Begin">
      <bpmn:outgoing>f_begin__klaar</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:endEvent id="klaar" name="Klaar">
      <bpmn:extensionElements>
        <spiffworkflow:properties>
          <spiffworkflow:property name="resultaat" value="klaar" />
        </spiffworkflow:properties>
      </bpmn:extensionElements>
      <bpmn:incoming>f_begin__klaar</bpmn:incoming>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="f_begin__klaar" sourceRef="begin" targetRef="klaar" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="di_{id}">
    <bpmndi:BPMNPlane id="plane_{id}" bpmnElement="col_{id}">
      <bpmndi:BPMNShape id="di_pool_{id}" bpmnElement="pool_{id}" isHorizontal="true">
        <dc:Bounds x="160" y="80" width="640" height="220" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="di_lane_{id}_procesregisseur" bpmnElement="lane_{id}_procesregisseur" isHorizontal="true">
        <dc:Bounds x="190" y="80" width="610" height="220" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="di_begin" bpmnElement="begin">
        <dc:Bounds x="250" y="172" width="36" height="36" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="di_klaar" bpmnElement="klaar">
        <dc:Bounds x="680" y="172" width="36" height="36" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="di_f_begin__klaar" bpmnElement="f_begin__klaar">
        <di:waypoint x="286" y="190" />
        <di:waypoint x="680" y="190" />
      </bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""


def blank_file(kind: str, name: str, title: str) -> bytes:
    """A process or form that the gate accepts and that does nothing yet."""
    if kind == "diagram":
        return _PROCESS.format(id=name, title=quoteattr(title)).encode()
    question = {"naam": "toelichting", "type": "lange_tekst", "label": "Toelichting", "verplicht": False}
    form = {"id": name, "titel": title, "uitleg": "", "velden": [question]}
    return json.dumps(form, ensure_ascii=False, indent=2).encode()
