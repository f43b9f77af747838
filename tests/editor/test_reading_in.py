"""Diagrams from elsewhere in a draft: opened, drawn, said what to replace, nothing lost; hostile ones do nothing."""

from contextlib import suppress
from pathlib import Path

import pytest
from lxml import etree

from service.domain.errors import DomainError
from service.engine.editing.diagram import EditableDiagram
from service.usecases.ways import outlines
from service.usecases.ways.draft_checks import MISTAKE, check_draft
from service.usecases.ways.draft_files import read_file
from service.usecases.ways.new_files import bring_in, drawn_content
from service.usecases.work import Work
from tests.editor.conftest import AUTHOR
from tests.editor.drawn import flaws
from tests.engine.test_gate_files import HOSTILE
from tests.world import World

FOREIGN = sorted(Path("tests/engine/foreign").glob("*.bpmn"))
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}BPMNDiagram"


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_a_foreign_diagram_is_drawn_and_edited_in_the_list(drafted: tuple[World, str], encoding: str) -> None:
    world, key = drafted
    with world.factory.write(world.actor(AUTHOR)) as work:
        for file in FOREIGN:
            root = etree.fromstring(file.read_bytes())
            for drawing in root.findall(DI):
                root.remove(drawing)
            written: bytes = etree.tostring(root, encoding=encoding)  # type: ignore[assignment]
            name = bring_in(work, key, "diagram", file.stem, content=written)
            content = read_file(work, key, "diagram", name).content
            assert flaws(content) == []
            assert f'<bpmn:process id="{name}"' in content.decode() or f'id="{name}"' in content.decode()
            told = [one for one in check_draft(work, key) if one.file == f"{name}.bpmn"]
            assert told
            assert not any("UTF-8" in one.message for one in told)
            replace_strange(work, key, name)
            after = EditableDiagram(read_file(work, key, "diagram", name).content)
            before = EditableDiagram(content)
            assert foreign_parts(after) >= foreign_parts(before) - {"script"}


def replace_strange(work: Work, key: str, name: str) -> None:
    """Every task of a kind that may not be used becomes one that may."""
    outline = outlines.get_outline(work, key, name)
    for step in outline.steps:
        if step.strange and step.node.kind.endswith("Task"):
            questions, given = outlines.questions_for_step(work, key, name, step.node.id)
            revision = outlines.get_outline(work, key, name).revision
            answers = {**given, "soort": "manualTask", "rol": "secretaris"}
            answers = {one: answers[one] for one in answers if one in questions.field_names()}
            outlines.save_step(work, key, name, revision, step.node.id, answers)
    left = outlines.get_outline(work, key, name).steps
    assert [one.node.id for one in left if one.strange and one.node.kind.endswith("Task")] == []


def foreign_parts(diagram: EditableDiagram) -> set[str]:
    """What other packages put in: names of elements and attributes outside BPMN and its drawing."""
    own = ("http://www.omg.org/", "http://spiffworkflow.org/", "http://www.w3.org/")
    names = [str(one.tag) for one in diagram.root.iter("*")] + [
        key for one in diagram.root.iter("*") for key in one.attrib
    ]
    return {name for name in names if name.startswith("{") and not name[1:].startswith(own)}


def test_hostile_files_are_kept_or_refused_and_never_more(drafted: tuple[World, str]) -> None:
    world, key = drafted
    for name, content in HOSTILE.items():
        with suppress(DomainError), world.factory.write(world.actor(AUTHOR)) as work:
            made = bring_in(work, key, "diagram", name, content=content)
            assert [one for one in check_draft(work, key) if one.severity == MISTAKE], name
            assert "root:" not in drawn_content(content)
            with suppress(DomainError):
                outlines.get_outline(work, key, made)
            raise DomainError  # the next one comes alone
