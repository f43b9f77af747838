"""The questions about a process as a whole: its name, purpose and subject, and what it knows."""

from collections.abc import Mapping
from typing import Any

from service.domain.errors import FieldError, InvalidInput
from service.engine.editing.diagram import EditableDiagram
from service.engine.editing.settings import set_properties, set_text
from service.engine.model_reader import VARIABLE, read_variable
from service.engine.xml import properties
from service.forms import Form
from service.usecases.ways.step_questions import choice, text

SUBJECTS: Mapping[str, str] = {
    "zaak": "Zaak",
    "aanmeldpoging": "Aanmelding",
    "thema": "Thema",
    "team": "Team",
    "plaatsingstoets": "Toets van een plaatsing",
}
_TYPES = {"str": "Tekst", "bool": "Ja of nee", "int": "Getal", "date": "Datum", "list": "Lijst"}


def process_form() -> Form:
    """About the process itself."""
    columns = [
        text("naam", "Naam", True, "Kleine letters, cijfers en _."),
        choice("soort", "Soort", _TYPES.items()),
        text("herkomst", "Komt van", False, "Kenmerken van stappen met een komma ertussen, of start."),
        text("begin", "Beginwaarde", False, 'Bijvoorbeeld "", 0, False of []. Leeg: geen.'),
    ]
    fields = [
        text("naam", "Naam van het proces", True),
        text("uitleg", "Doel van dit proces", False, kind="lange_tekst"),
        choice("onderwerp", "Waar gaat een exemplaar van dit proces over?", SUBJECTS.items()),
        {"naam": "gegevens", "type": "lijst", "label": "Gegevens waarmee het proces werkt", "rij": "Gegeven",
         "hulp": "Antwoorden die u bij een stap aanvinkt komen hier vanzelf.", "verplicht": False, "velden": columns},
    ]  # fmt: skip
    return Form.parse({"id": "proces", "titel": "Proces", "velden": fields}, "proces")


def process_answers(diagram: EditableDiagram) -> dict[str, Any]:
    """A process as answers to these questions."""
    found = properties(diagram.process)
    rows = []
    for name, value in found.items():
        if name.startswith(VARIABLE):
            parts = [part.strip() for part in value.split(";", 2)] + ["", ""]
            rows.append({"naam": name.removeprefix(VARIABLE), "soort": parts[0], "herkomst": parts[1],
                         "begin": parts[2] if value.count(";") > 1 else ""})  # fmt: skip
    purpose = diagram.process.findtext("{*}documentation") or ""
    return {"naam": diagram.process.get("name", ""), "uitleg": purpose.strip(),
            "onderwerp": found.get("onderwerp", "zaak"), "gegevens": rows}  # fmt: skip


def change_process(diagram: EditableDiagram, given: Mapping[str, Any]) -> None:
    """Bring the answers into the diagram; raises InvalidInput for a variable that cannot be read."""
    before = process_answers(diagram)
    if given["naam"] != before["naam"]:
        diagram.process.set("name", given["naam"])
        for pool in diagram.root.iter("{*}participant"):
            if pool.get("processRef") == diagram.process.get("id"):
                pool.set("name", given["naam"])
    set_text(diagram.process, (given.get("uitleg") or "").replace("\r\n", "\n"))
    changed = {} if given["onderwerp"] == before["onderwerp"] else {"onderwerp": given["onderwerp"]}
    wanted = {row["naam"]: _declared(number, row) for number, row in enumerate(given.get("gegevens") or [])}
    now = {row["naam"]: _joined(row) for row in before["gegevens"]}
    changed |= {VARIABLE + name: "" for name in now.keys() - wanted.keys()}
    changed |= {VARIABLE + name: value for name, value in wanted.items() if now.get(name) != value}
    if changed:
        set_properties(diagram.process, changed)


def _declared(number: int, row: Mapping[str, Any]) -> str:
    value = _joined(row)
    try:
        if not row["naam"].isidentifier() or row["naam"] != row["naam"].lower():
            raise ValueError(row["naam"])
        read_variable(row["naam"], value)
    except ValueError as error:
        told = "Dit gegeven klopt niet: gebruik een naam met kleine letters, en een beginwaarde die bij de soort past."
        raise InvalidInput(fields=[FieldError(f"gegevens.{number}.naam", told)]) from error
    return value


def _joined(row: Mapping[str, Any]) -> str:
    parts = [row.get("soort") or "str", row.get("herkomst") or ""]
    return "; ".join([*parts, row["begin"]] if row.get("begin") else parts)
