"""The editor of diagrams: its page, and what the script on it asks for."""

from typing import Any

from flask import Blueprint, request
from flask_login import login_required

from service.domain.errors import InvalidInput
from service.usecases.ways.author_facts import get_author_facts
from service.usecases.ways.draft_checks import check_draft
from service.usecases.ways.draft_copies import copy_draft
from service.usecases.ways.draft_files import note_presence, read_file, save_file
from service.usecases.ways.drafts import get_draft
from service.usecases.ways.new_files import drawn_content
from service.web.author_json import facts_json, judge_expression
from service.web.opening import page, reading, writing

pages = Blueprint("editor", __name__)
DRAFT = "/werkwijzen/ontwerpen/<draft>"
DIAGRAM = f"{DRAFT}/diagram/<process>"


@pages.get(DIAGRAM)
@login_required
def editor(draft: str, process: str) -> str:
    with reading() as work:
        view, file = get_draft(work, draft), read_file(work, draft, "diagram", process)
        row = next(one for one in view.files if (one.kind, one.name) == ("diagram", file.name))
        return page(work, "werkwijzen/editor.html", draft=view, row=row, process=process)


@pages.get(f"{DIAGRAM}/bestand")
@login_required
def content(draft: str, process: str) -> dict[str, Any]:
    with reading() as work:
        file = read_file(work, draft, "diagram", process)
        return {"xml": drawn_content(file.content), "revisie": file.revision}


@pages.get(f"{DIAGRAM}/gegevens")
@login_required
def facts(draft: str, process: str) -> dict[str, Any]:
    """What the panel can offer to choose."""
    with reading() as work:
        return facts_json(get_author_facts(work, draft), f"/werkwijzen/ontwerpen/{draft}/formulier")


@pages.post(f"{DIAGRAM}/bewaren")
@login_required
def save(draft: str, process: str) -> dict[str, Any]:
    with writing() as work:
        return {"revisie": save_file(work, draft, "diagram", process, _xml(), int(_given().get("revisie") or 0))}


@pages.post(f"{DIAGRAM}/kopie")
@login_required
def copy(draft: str, process: str) -> dict[str, Any]:
    """Keep what this window holds in a draft of its own, when somebody else was first in this one."""
    with writing() as work:
        key = copy_draft(work, draft, {("diagram", process): _xml()})
        return {"adres": f"/werkwijzen/ontwerpen/{key}/diagram/{process}"}


@pages.post(f"{DIAGRAM}/toets")
@login_required
def check(draft: str, process: str) -> dict[str, Any]:
    """What the gate says of the draft with this diagram as it is drawn now."""
    with reading() as work:
        found = check_draft(work, draft, changed={("diagram", process): _xml()})
    return {
        "bevindingen": [
            {
                "bestand": one.file,
                "hier": one.file.removesuffix(".bpmn") == process,
                "element": one.element,
                "naam": one.name,
                "regel": one.rule,
                "ernst": one.severity,
                "melding": one.message,
            }
            for one in found
        ]
    }


@pages.post(f"{DRAFT}/<any(diagram, formulier):kind>/<name>/aanwezig")
@login_required
def present(draft: str, kind: str, name: str) -> dict[str, Any]:
    """Say that one is here, and hear who else is."""
    with writing() as work:
        return {"anderen": note_presence(work, draft, "diagram" if kind == "diagram" else "form", name)}


@pages.post("/werkwijzen/uitdrukking")
@login_required
def expression() -> dict[str, Any]:
    """Whether an expression can be used; nothing is kept."""
    given = _given()
    names = given.get("namen")
    return judge_expression(str(given.get("uitdrukking") or ""), [str(name) for name in names or ()])


def _given() -> dict[str, Any]:
    given = request.get_json(silent=True)
    return given if isinstance(given, dict) else {}


def _xml() -> bytes:
    xml = _given().get("xml")
    if not isinstance(xml, str) or not xml.strip():
        raise InvalidInput("Het diagram is leeg. Laad de pagina opnieuw; wat bewaard was, staat er nog.")
    return xml.encode()
