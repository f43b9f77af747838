"""First line of the gate: bytes that may be read at all. Nothing of the file is executed or fetched."""

import re

from lxml import etree

from service.engine.gate.finding import Report
from service.engine.xml import BPMN, Element, parse_xml

MAX_BYTES = 512 * 1024
MAX_DEPTH = 100
_FOREIGN = (
    (b"PK\x03\x04", "een zip-bestand"),
    (b"\x89PNG", "een afbeelding"),
    (b"\xff\xd8\xff", "een afbeelding"),
    (b"GIF8", "een afbeelding"),
    (b"%PDF", "een PDF"),
    (b"{", "een JSON-bestand"),
)
_NESTED = "Het bestand is te diep genest. Teken het proces met minder subprocessen in elkaar."
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)[\"']")


def _refusal(data: bytes) -> tuple[str, str] | None:
    if not data.strip():
        return "bestand", "Het bestand is leeg. Kies een BPMN-bestand."
    if len(data) > MAX_BYTES:
        return "te_groot", "Het bestand is groter dan 512 kB. Splits het proces met een aanroep van een ander proces."
    for start, kind in _FOREIGN:
        if data.lstrip().startswith(start):
            return "bestand", f"Dit is {kind} en geen BPMN-bestand. Bewaar het diagram als BPMN 2.0 (XML)."
    return _encoding(data) or _hidden(data)


def _encoding(data: bytes) -> tuple[str, str] | None:
    declared = _ENCODING.search(data[:300])
    wrong = declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        wrong = True
    if wrong or data.startswith(_UTF16) or b"\x00" in data:
        return "codering", "Het bestand is niet in UTF-8 bewaard. Sla het op als UTF-8."
    return None


def _hidden(data: bytes) -> tuple[str, str] | None:
    upper = data.upper()
    if b"<!DOCTYPE" in upper or b"<!ENTITY" in upper:
        return "insluiting", "Het bestand heeft een DOCTYPE of ENTITY. Haal die weg: ze zijn voor BPMN nergens nodig."
    if b"http://www.w3.org/2001/XInclude" in data:
        return "insluiting", "Het bestand voegt andere bestanden in (XInclude). Zet alles in één bestand."
    return None


def _depth(root: Element) -> int:
    deepest, stack = 0, [(root, 1)]
    while stack:
        element, depth = stack.pop()
        deepest = max(deepest, depth)
        stack.extend((child, depth + 1) for child in element)
    return deepest


def read(report: Report, data: bytes) -> Element | None:
    """The root of a file, or None with the reason in the report."""
    refused = _refusal(data)
    if refused is not None:
        report.add(*refused)
        return None
    try:
        root = parse_xml(data)
    except (etree.XMLSyntaxError, ValueError, RecursionError) as error:
        if "depth" in str(error) or isinstance(error, RecursionError):
            report.add("nesting", _NESTED)
            return None
        line = getattr(error, "lineno", None)
        where = f" bij regel {line}" if line else ""
        report.add("xml", f"Het bestand is geen geldige XML{where}. Open het in de editor en bewaar het opnieuw.")
        return None
    if root.tag != f"{BPMN}definitions":
        report.add("geen_bpmn", "Dit is geen BPMN 2.0. Bewaar het diagram in de editor als BPMN 2.0 (XML).", root)
        return None
    if _depth(root) > MAX_DEPTH:
        report.add(
            "nesting", "Het bestand is te diep genest. Teken het proces met minder subprocessen in elkaar.", root
        )
        return None
    return root
