"""Models of the diagrams of a draft, as far as they can be read."""

from collections.abc import Mapping

from lxml import etree

from service.engine.model import ProcessModel
from service.engine.model_reader import read_process
from service.engine.xml import parse_xml


def readable_models(diagrams: Mapping[str, bytes]) -> dict[str, ProcessModel]:
    """The model of every diagram that can be read, by process id; the gate says what is wrong with the others."""
    found: dict[str, ProcessModel] = {}
    for key, data in diagrams.items():
        try:
            found[key] = read_process(parse_xml(data))
        except (etree.XMLSyntaxError, ValueError):
            continue
    return found
