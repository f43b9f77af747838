"""From the diagrams of a release to the library's specs, with our own elements in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.parser.BpmnParser import full_tag
from SpiffWorkflow.bpmn.parser.task_parsers import GatewayParser
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent, IntermediateCatchEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import MultiInstanceTask
from SpiffWorkflow.spiff.parser.event_parsers import SpiffEndEventParser
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.spiff.parser.task_spec import (
    CallActivityParser,
    ServiceTaskParser,
    SpiffTaskParser,
    SubWorkflowParser,
)
from SpiffWorkflow.spiff.specs.defaults import SubWorkflowTask

from service.engine import elements
from service.engine.events import BoundaryParser, CatchParser
from service.engine.joins import ParallelGateway
from service.engine.model import ProcessModel
from service.engine.model_reader import read_process
from service.engine.place import Place, Spec
from service.engine.xml import BPMN, BPMNDI, Element, parse_xml

CHILD = " [child]"


class _OwnMulti:
    PARALLEL_MI_CLASS = elements.ParallelMultiInstance
    SEQUENTIAL_MI_CLASS = elements.SequentialMultiInstance


class _TaskParser(_OwnMulti, SpiffTaskParser):
    pass


class _ServiceParser(_OwnMulti, ServiceTaskParser):
    pass


class _CallParser(_OwnMulti, CallActivityParser):
    pass


class _SubProcessParser(_OwnMulti, SubWorkflowParser):
    pass


class ReleaseParser(SpiffBpmnParser):
    """The library's parser with our elements; what is not listed here the gate refuses."""

    OVERRIDE_PARSER_CLASSES: Mapping[str, Any] = {
        **SpiffBpmnParser.OVERRIDE_PARSER_CLASSES,
        full_tag("userTask"): (_TaskParser, elements.UserTask),
        full_tag("manualTask"): (_TaskParser, elements.ManualTask),
        full_tag("task"): (_TaskParser, elements.NoneTask),
        full_tag("serviceTask"): (_ServiceParser, elements.ServiceTask),
        full_tag("endEvent"): (SpiffEndEventParser, elements.EndEvent),
        full_tag("callActivity"): (_CallParser, elements.CallActivity),
        full_tag("subProcess"): (_SubProcessParser, SubWorkflowTask),
        full_tag("parallelGateway"): (GatewayParser, ParallelGateway),
        full_tag("boundaryEvent"): (BoundaryParser, BoundaryEvent),
        full_tag("intermediateCatchEvent"): (CatchParser, IntermediateCatchEvent),
    }


@dataclass(frozen=True)
class ProcessSpecs:
    """The specs of one process and of everything it holds and calls, shared by all its instances."""

    top: Spec
    inner: Mapping[str, Spec]


@dataclass(frozen=True)
class ParsedRelease:
    """Everything that is read from the diagrams of a release."""

    processes: Mapping[str, ProcessModel]
    specs: Mapping[str, ProcessSpecs]


def _strip(root: Element) -> None:
    """Take out what must not steer: the drawing (it decides the order of conditions) and outputs of multi-instances."""
    for drawing in root.findall(f"{BPMNDI}BPMNDiagram"):
        root.remove(drawing)
    for multi in root.iter(f"{BPMN}multiInstanceLoopCharacteristics"):
        for output in multi.findall(f"{BPMN}loopDataOutputRef") + multi.findall(f"{BPMN}outputDataItem"):
            multi.remove(output)


def _connect(spec: Spec) -> None:
    """Let finished instances report to their multi-instance.

    The library connects them when it makes the first instance; a worker that only loads one would stay silent.
    """
    for found in spec.task_specs.values():
        if isinstance(found, MultiInstanceTask):
            done = spec.task_specs[found.task_spec].completed_event
            if not done.is_connected(found.merge_child):
                done.connect(found.merge_child)


def _place(spec: Spec, process: ProcessModel) -> None:
    for name, found in spec.task_specs.items():
        found.place = Place(process, process.nodes.get(name.removesuffix(CHILD)))


def parse_release(diagrams: Mapping[str, bytes]) -> ParsedRelease:
    """Read and parse all diagrams of a release together; raises whatever XML, library and reader raise."""
    roots = {key: parse_xml(data) for key, data in diagrams.items()}
    processes = {model.key: model for model in map(read_process, roots.values())}
    parser = ReleaseParser()
    for key, root in roots.items():
        _strip(root)
        parser.add_bpmn_xml(root, filename=key)
    owner = {node: model for model in processes.values() for node in model.nodes}
    specs = {key: ProcessSpecs(parser.get_spec(key), parser.get_subprocess_specs(key)) for key in processes}
    for found in specs.values():
        for name, spec in (*found.inner.items(), (found.top.name, found.top)):
            _connect(spec)
            _place(spec, processes.get(name) or owner[name])
    return ParsedRelease(processes, specs)
