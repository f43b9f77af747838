"""The scenarios of a draft: kept from a dry run, looked at, done again, taken out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from service.domain.actors import SYSTEM, Actor
from service.domain.errors import Conflict, FieldError, InvalidInput
from service.engine.editing import readable_models
from service.forms.editing import slug
from service.models import DryRun, WayDraft
from service.usecases.ways.access import get_editable, get_visible
from service.usecases.ways.contents import Files, as_release, draft_set, national_set
from service.usecases.ways.draft_files import add_file, read_file, remove_file, save_file
from service.usecases.ways.drafts import hash_of
from service.usecases.ways.trying import looking, runs
from service.usecases.ways.trying.grounds import ground_of, tried_hash
from service.usecases.ways.trying.holding import opened_tasks
from service.usecases.ways.trying.playing import PlayGround
from service.usecases.ways.trying.rehearsing import play_all
from service.usecases.ways.trying.sandbox import RELEASE
from service.usecases.ways.trying.scenario import (
    KIND,
    Scenario,
    ScenarioDefinitionError,
    read_scenario,
    scenarios_of,
    write_scenario,
)
from service.usecases.ways.trying.wording import Wording
from service.usecases.work import AMSTERDAM, Work, WorkFactory

Line = Mapping[str, Any]
# Every task is told to whom it is for: that says no more than that it opened.
_PLAIN = "taak_toegewezen"


@dataclass(frozen=True)
class ScenarioRow:
    """A scenario of a draft; `national`: it guards every region and cannot be changed; `mistakes`: it is unreadable."""

    id: str
    name: str
    proves: str
    process_key: str
    national: bool
    steps: tuple[str, ...]
    expected: tuple[str, ...]
    mistakes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProposedLine:
    """Something that happened in a dry run and may be demanded; `key` chooses it, `likely`: proposed as chosen."""

    key: str
    kind: str  # einden | taken | berichten | escalaties
    text: str
    likely: bool
    line: Line


def list_scenarios(work: Work, draft_key: str) -> list[ScenarioRow]:
    """The scenarios of a draft, those that guard every region first."""
    draft = get_visible(work, draft_key)
    national = scenarios_of(national_set(work, draft) or {})
    files = draft_set(work, draft)
    words = _wording(work, files)
    found = {**scenarios_of(files), **national}
    rows = [_row(words, name, content, name in national) for name, content in found.items()]
    return sorted(rows, key=lambda row: (not row.national, row.name))


def _row(words: Wording, name: str, content: bytes, national: bool) -> ScenarioRow:
    try:
        scenario = read_scenario(name, content)
    except ScenarioDefinitionError as wrong:
        return ScenarioRow(name, name, "", "", national, (), (), wrong.problems)
    steps = tuple(words.step(step) for step in scenario.steps)
    expected = tuple(words.line(kind, line) for kind, lines in scenario.expected.items() for line in lines)
    return ScenarioRow(name, scenario.name, scenario.proves, scenario.process, national, steps, expected)


def scenario_lines(work: Work, files: Files, name: str) -> list[str]:
    """What a scenario of these files does and demands, line by line."""
    row = _row(_wording(work, files), name, files[KIND, name], False)
    steps = [f"Stap {number}: {text}" for number, text in enumerate(row.steps, 1)]
    return [*row.mistakes, *([row.proves] if row.proves else []), *steps, *(f"Moet: {text}" for text in row.expected)]


def _wording(work: Work, files: Files) -> Wording:
    return Wording(readable_models(as_release(files, "", 0).diagrams), work.services.settings.messages_dir)


def propose(factory: WorkFactory, actor: Actor, draft_key: str, number: int) -> list[ProposedLine]:
    """What happened in a dry run, to choose from what a scenario of it must demand."""
    run = runs.read(factory, actor, draft_key, number)
    with runs.opened_at(factory, run) as box, box.factory.read(SYSTEM) as work:
        found = _happened(work)
        words = Wording(work.services.library.get(RELEASE).processes, work.services.settings.messages_dir)
    return [
        ProposedLine(f"{kind}.{place}", kind, words.line(kind, line), line.get("soort") != _PLAIN, line)
        for kind, lines in found.items()
        for place, line in enumerate(lines)
    ]


def _happened(work: Work) -> dict[str, list[Line]]:
    days = [(one.kind, one.role, one.at.astimezone(AMSTERDAM).date().isoformat()) for one in looking.messages(work)]
    tasks = [(element, role) for element, role, _ in opened_tasks(work)]
    ended = [(one.process_key, one.result) for one in looking.ends(work, {})]
    return {
        "einden": [{"proces": process, "resultaat": result} for process, result in _once(ended)],
        "taken": [{"taak": element, "rol": role} for element, role in _once(tasks)],
        "berichten": [{"soort": kind, "rol": role, "op": day} for kind, role, day in _once(days)],
        "escalaties": [{"niveau": one.level, "op": one.opened_on.isoformat()} for one in looking.escalations(work)],
    }


def _once(rows: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(rows))


def save_scenario(
    factory: WorkFactory,
    actor: Actor,
    draft_key: str,
    number: int,
    name: str,
    proves: str,
    chosen: Collection[str] | None = None,
) -> str:
    """Keep a dry run as a scenario of the draft; gives its id. The same name again replaces it.

    `chosen` are keys of `propose` (None: all that is likely). Conflict when the draft changed since the dry run began.
    """
    missing = [
        FieldError(field, text)
        for field, value, text in (
            ("naam", name, "Geef het scenario een naam, bijvoorbeeld: spoed gaat voor."),
            ("bewijst", proves, "Schrijf in één zin wat dit scenario bewijst."),
        )
        if not value.strip()
    ]
    if missing:
        raise InvalidInput(fields=missing)
    proposed = propose(factory, actor, draft_key, number)
    kept = [one for one in proposed if (one.likely if chosen is None else one.key in chosen)]
    if not kept:
        raise InvalidInput(fields=[FieldError("verwacht", "Kies ten minste één ding dat moet gebeuren.")])
    with factory.write(actor) as work:
        draft = get_editable(work, draft_key)
        _, run = runs.find(work, draft_key, number)
        files = draft_set(work, draft)
        if run.content_hash != tried_hash(files):
            raise Conflict("Het ontwerp is gewijzigd sinds deze proef begon. Begin een nieuwe proef en bewaar die.")
        return _put(work, draft, files, _scenario(run, name.strip(), proves.strip(), kept))


def _scenario(run: DryRun, name: str, proves: str, kept: Collection[ProposedLine]) -> Scenario:
    first = run.steps[0]["stap"]
    expected: dict[str, list[Line]] = {}
    for one in kept:
        expected.setdefault(one.kind, []).append(one.line)
    return Scenario(
        id=slug(name)[:60] or "scenario",
        name=name[:200],
        proves=proves[:400],
        process=run.process_key,
        begins_at=datetime.fromisoformat(first["begin"]),
        answers=first["antwoorden"],
        fills_in=False,
        steps=[entry["stap"] for entry in run.steps[1:]],
        expected=expected,
    )


def _put(work: Work, draft: WayDraft, files: Files, scenario: Scenario) -> str:
    if (KIND, scenario.id) in (national_set(work, draft) or {}):
        scenario = replace(scenario, id=f"{scenario.id[:54]}_regio")
    before, content = hash_of(work, draft, files), write_scenario(scenario)
    if (KIND, scenario.id) in files:
        revision = read_file(work, draft.key, KIND, scenario.id).revision
        save_file(work, draft.key, KIND, scenario.id, content, revision)
    else:
        add_file(work, draft.key, KIND, scenario.id, content)
    _still_tried(work, draft, before)
    return scenario.id


def _still_tried(work: Work, draft: WayDraft, before: str) -> None:
    """A scenario more or less makes no other way of working: what was tried stays tried."""
    work.session.flush()
    if draft.tried_hash == before:
        draft.tried_hash = hash_of(work, draft)


def remove_scenario(work: Work, draft_key: str, name: str) -> None:
    """Take a scenario out of a draft; one that guards every region stays."""
    draft = get_editable(work, draft_key)
    before = hash_of(work, draft)
    remove_file(work, draft_key, KIND, name, read_file(work, draft_key, KIND, name).revision)
    _still_tried(work, draft, before)


def run_scenarios(factory: WorkFactory, actor: Actor, draft_key: str) -> dict[str, list[str]]:
    """Do all scenarios of a draft again: what goes otherwise in each, by id; Conflict when the gate finds mistakes.

    Takes seconds, in a process of its own.
    """
    with factory.read(actor) as work:
        ground = ground_of(work, draft_key)
        rows = list_scenarios(work, draft_key)
        national = {row.id: scenarios_of(ground.under)[row.id] for row in rows if row.national}
        config_dir = work.services.settings.config_dir
    found = play_all(config_dir, PlayGround(ground.files, ground.under, ground.region), national)
    return {row.id: [one.message for name, one in found if name == row.id] for row in rows}
