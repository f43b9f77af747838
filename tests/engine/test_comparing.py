"""Comparing and merging: element by element, property by property, in sentences that people understand."""

import json
from pathlib import Path

import pytest

from service.engine.comparing import MergedFile, compare, merge_files
from service.engine.comparing.expressions import in_words

NATIONAL = Path(__file__).parents[2] / "bpmn" / "landelijk"
DIAGRAM, FORM = ("diagram", "ret_instemming"), ("form", "beoordelen")
OLD = (NATIONAL / "ret_instemming.bpmn").read_bytes()
OLD_FORM = (NATIONAL / "formulieren" / "beoordelen.json").read_bytes()


def replaced(content: bytes, *pairs: tuple[str, str]) -> bytes:
    for old, new in pairs:
        assert old.encode() in content, old
        content = content.replace(old.encode(), new.encode())
    return content


def told(kind: str, old: bytes | None, new: bytes | None) -> set[str]:
    return {change.sentence for change in compare(kind, old, new)}


TERM = ("werkdagen(5, voorgelegd_op)", "werkdagen(3, voorgelegd_op)")
TIMER = ("om_verval(vervalt_op)", "om_verval(voorgelegd_op)")
NAME = ('name="Instemmen met het plan"', 'name="Instemmen"')
EXTRA = (
    '<bpmn:sequenceFlow id="f_begin__instemmen" sourceRef="begin" targetRef="instemmen"',
    '<bpmn:userTask id="extra" name="Nog eens kijken" /><bpmn:sequenceFlow id="f_extra__instemmen" sourceRef="extra" '
    'targetRef="instemmen" /><bpmn:sequenceFlow id="f_begin__instemmen" sourceRef="begin" targetRef="extra"',
)
LANE = ("<bpmn:flowNodeRef>instemmen</", "<bpmn:flowNodeRef>extra</bpmn:flowNodeRef><bpmn:flowNodeRef>instemmen</")


def test_every_kind_of_change_in_a_diagram_is_a_sentence() -> None:
    new = replaced(OLD, TERM, TIMER, NAME, EXTRA, LANE, ("value='\"instemming_uitgebleven\"'", 'value="kies(1, 2)"'))
    assert told("diagram", OLD, new) == {
        "Taak «Instemmen»: naam was «Instemmen met het plan» en is nu «Instemmen».",
        "Taak «Instemmen»: termijn was «5 werkdagen na voorgelegd_op» en is nu «3 werkdagen na voorgelegd_op».",
        "Taak «Nog eens kijken» is nieuw: baan «Partij».",
        "Grensgebeurtenis «Geen antwoord»: tijdstip was «de vervaldatum aan het eind van de dag» en is nu "
        "«voorgelegd_op aan het eind van de dag».",
        "Bouwsteen «Stagnatie starten; taak blijft open»: instelling van de bouwsteen «regel» was "
        "«instemming_uitgebleven» en is nu «kies(1, 2)».",
        "Stroom «Nog eens kijken → Instemmen» is nieuw.",
        "Stroom «Partij gevraagd → Nog eens kijken»: naar was «Instemmen met het plan» en is nu «Nog eens kijken».",
    }
    assert "Taak «Nog eens kijken» is vervallen." in told("diagram", new, OLD)


def test_lanes_variables_calls_and_conditions_are_told() -> None:
    content = (NATIONAL / "ret_analyse_plan.bpmn").read_bytes()
    other = (NATIONAL / "ret_procesregie.bpmn").read_bytes()
    called = replaced(other, ('calledElement="ret_analyse_plan"', 'calledElement="ret_anders"'))
    assert any(
        "aangeroepen proces was «ret_analyse_plan» en is nu «ret_anders»" in one
        for one in told("diagram", other, called)
    )
    assert any("voorwaarde" in one for one in told("diagram", other, other.replace(b'== "', b'!= "')))
    assert {"Het diagram is vervallen."} == told("diagram", content, None)
    declared = replaced(
        content,
        (
            '<spiffworkflow:property name="onderwerp"',
            '<spiffworkflow:property name="variabele.toets" value="bool; start" />'
            '<spiffworkflow:property name="onderwerp"',
        ),
    )
    assert told("diagram", content, declared) == {
        "Het proces: gegeven «toets» is nu «ja of nee, uit start» (stond er niet)."
    }


def test_expressions_are_told_in_words_and_what_has_none_stays() -> None:
    assert in_words('termijn("T30", vandaag())') == "termijn T30 vanaf de dag zelf"
    assert in_words('besluit == "afgewezen" and (bedrag > 5000 or not akkoord)') == (
        "besluit is afgewezen en (bedrag is meer dan 5000 of niet (akkoord))"
    )
    assert in_words("uitkomst in ('a', 'b') and klaar == True and reden != None") == (
        "uitkomst is een van a, b en klaar is ja en reden is niet leeg"
    )
    for strange in ("kies(1, 2)", "1 +", "x.__class__", "(" * 400, "a < b < c", "-x", "termijn(1)", "x" * 501):
        assert in_words(strange) == strange


def test_moving_things_around_is_no_difference_and_rubbish_is_said() -> None:
    assert told("diagram", OLD, replaced(OLD, ('y="150"', 'y="190"'))) == set()
    assert told("diagram", OLD, b"<geen") == {"Het diagram: inhoud is nu «niet te lezen» (stond er niet)."}
    assert told("form", b"[]", b"[]") == set()


def changed_form(**changes: object) -> bytes:
    form = json.loads(OLD_FORM)
    form["velden"][0].update(changes)
    return json.dumps(form).encode()


def test_fields_choices_rules_and_their_order_are_told() -> None:
    form = json.loads(OLD_FORM)
    form["velden"][0]["keuzes"] = [{"waarde": "a", "label": "Alles"}]
    form["velden"].insert(2, {"naam": "toets_op", "type": "datum", "label": "Wanneer?", "verplicht": False})
    form["velden"].append(form["velden"].pop(1))
    form["regels"][0]["melding"] = "Dat kan niet."
    sentences = told("form", OLD_FORM, json.dumps(form).encode())
    assert "Veld «Wanneer?» is nieuw: soort antwoord «datum», verplicht «nee»." in sentences
    assert any(one.startswith("Veld «Aan welke criteria voldoet de vraag?»: keuzes was «") for one in sentences)
    assert any(one.startswith("Regel «Dat kan niet.»: melding was") for one in sentences)
    assert any(one.startswith("De velden staan in een andere volgorde") for one in sentences)


def merged(old: bytes, theirs: bytes, mine: bytes, key: tuple[str, str] = DIAGRAM, **choices: str) -> MergedFile:
    decided = {f"{key[0]}/{key[1]}#{unit}": choice for unit, choice in choices.items()}
    [found] = merge_files({key: old}, {key: theirs}, {key: mine}, decided)  # type: ignore[arg-type]
    return found


def test_what_both_sides_changed_apart_comes_together() -> None:
    theirs, mine = replaced(OLD, TERM, TIMER), replaced(OLD, NAME, EXTRA, LANE)
    found = merged(OLD, theirs, mine)
    assert (found.fate, found.meetings) == ("samen", ())
    assert told("diagram", theirs, found.content) == told("diagram", OLD, mine)
    assert told("diagram", mine, found.content) == {
        sentence.replace("Instemmen met het plan", "Instemmen") for sentence in told("diagram", OLD, theirs)
    }
    text = (found.content or b"").decode()
    assert (
        "<bpmn:incoming>f_begin__instemmen</bpmn:incoming>"
        in text.partition('id="extra"')[2].partition("</bpmn:userTask>")[0]
    )


@pytest.mark.parametrize(("choice", "name"), [("eigen", "Instemmen"), ("landelijk", "Akkoord geven")])
def test_where_they_meet_somebody_decides(choice: str, name: str) -> None:
    theirs, mine = replaced(OLD, TERM, ('name="Instemmen met het plan"', 'name="Akkoord geven"')), replaced(OLD, NAME)
    undecided = merged(OLD, theirs, mine)
    assert (undecided.fate, [one.title for one in undecided.meetings]) == ("ontmoeting", ["Taak «Instemmen»"])
    assert undecided.meetings[0].choice is None
    found = merged(OLD, theirs, mine, instemmen=choice)
    # The term was changed by one side only: it is taken over whatever is chosen.
    assert f'name="{name}"'.encode() in (found.content or b"")
    assert b"werkdagen(3, voorgelegd_op)" in (found.content or b"")


def test_whole_files_meet_when_one_side_took_them_out_or_nobody_can_read_them() -> None:
    theirs = replaced(OLD, TERM)
    [gone] = merge_files({DIAGRAM: OLD}, {}, {DIAGRAM: theirs}, {})
    assert (gone.fate, gone.meetings[0].key, gone.content) == ("ontmoeting", "diagram/ret_instemming", theirs)
    [gone] = merge_files({DIAGRAM: OLD}, {}, {DIAGRAM: theirs}, {"diagram/ret_instemming": "landelijk"})
    assert gone.content is None
    assert merged(OLD, theirs, b"<stuk").meetings[0].element == ""
    assert merged(OLD, theirs, OLD).fate == "landelijk"
    assert merged(OLD, OLD, theirs).fate == "eigen"
    assert merge_files({DIAGRAM: OLD}, {DIAGRAM: OLD}, {DIAGRAM: OLD}, {}) == []


def test_forms_come_together_field_by_field() -> None:
    theirs = json.loads(OLD_FORM)
    theirs["velden"][0]["label"] = "Landelijke vraag"
    mine = json.loads(OLD_FORM)
    mine["velden"].insert(1, {"naam": "toets_op", "type": "datum", "label": "Wanneer?", "verplicht": False})
    found = merged(OLD_FORM, json.dumps(theirs).encode(), json.dumps(mine).encode(), FORM)
    made = json.loads(found.content or b"")
    assert [field["naam"] for field in made["velden"]] == [field["naam"] for field in mine["velden"]]
    assert (found.fate, made["velden"][0]["label"], made["regels"]) == ("samen", "Landelijke vraag", theirs["regels"])


@pytest.mark.parametrize("path", sorted(NATIONAL.glob("*.bpmn")), ids=lambda path: path.stem)
def test_merging_loses_nothing_of_a_national_diagram(path: Path) -> None:
    """Both sides change the process itself, so the file is made again, element by element."""
    old = path.read_bytes()
    theirs, mine = (
        old.replace(b"<bpmn:process ", b'<bpmn:process processType="Private" ', 1),
        old.replace(b'isExecutable="true"', b'isExecutable="true" isClosed="false"', 1),
    )
    found = merged(old, theirs, mine)
    assert found.fate == "samen"
    assert len(compare("diagram", old, found.content)) == 2
