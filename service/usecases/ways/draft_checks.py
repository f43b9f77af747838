"""The gate over everything that a draft would run with."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from service.domain.actors import Actor
from service.domain.errors import Overtaken
from service.engine.gate import Finding
from service.models import WayDraft
from service.usecases.diagram_checks import MISTAKE, Ground, check_over, national_ground, region_ground
from service.usecases.ways.access import find_region, get_visible
from service.usecases.ways.contents import Files, as_release, draft_set, national_set, own_files, release_set
from service.usecases.ways.judgements import find_kept, find_quick, keep, question_of, remember_quick
from service.usecases.ways.shapes import FileKey
from service.usecases.ways.trying.people import SandboxRegion
from service.usecases.ways.trying.playing import PlayGround
from service.usecases.ways.trying.regions import region_of
from service.usecases.ways.trying.rehearsing import play_all, read_findings
from service.usecases.ways.trying.scenario import scenarios_of
from service.usecases.work import Work, WorkFactory

__all__ = ["MISTAKE", "Asked", "check_draft", "check_merged", "judge_draft"]

_ENDINGS = {"diagram": ".bpmn", "form": ".json"}  # of what the gate reads


def check_draft(
    work: Work, draft_key: str, changed: Mapping[FileKey, bytes] | None = None, *, trial: bool = False
) -> list[Finding]:
    """All findings about a draft; `changed` holds what an editor has not saved yet. `file` is the name of the file.

    `trial` lets example cases walk through it as well; that takes seconds, so `judge_draft` goes before: who asks
    again about the same content gets the same answer at once.
    """
    draft = get_visible(work, draft_key)
    return check_merged(work, draft, {**draft_set(work, draft), **(changed or {})}, trial=trial)


def judge_draft(factory: WorkFactory, actor: Actor, draft_key: str) -> None:
    """Let example cases walk through a draft and keep what comes of it; nothing is locked or open meanwhile.

    Done before a draft is checked, handed in or approved: those find the answer then. Raises NotFound.
    """
    with factory.read(actor) as work:
        draft = get_visible(work, draft_key)
        asked = _ask(work, draft, draft_set(work, draft), trial=True)
        if find_kept(work, asked.question) is not None:
            return
    found = asked.judge()
    try:
        with factory.write(actor) as work:
            keep(work, asked.question, found)
    except (IntegrityError, Overtaken):
        # Somebody else asked the same at the same moment, and kept the same answer.
        return


def check_merged(work: Work, draft: WayDraft, merged: Files, *, trial: bool = False) -> list[Finding]:
    """All findings about this content of a draft; the same content is judged once."""
    asked = _ask(work, draft, merged, trial=trial)
    known = find_kept(work, asked.question) if trial else find_quick(asked.question)
    if known is None:
        known = asked.judge()
        if not trial:
            remember_quick(asked.question, known)
    return list(known)


@dataclass(frozen=True)
class Asked:
    """A question to the gate, with all that it needs: it can be answered without a database."""

    question: str
    ground: Ground
    merged: Files
    under: Files
    national: bool
    trial: bool
    region: SandboxRegion
    config_dir: Path

    def judge(self) -> tuple[Finding, ...]:
        found = check_over(self.ground, _offered(self.merged, self.under), trial=self.trial)
        # What is mandatory is decided nationally: there it may be taken out.
        found = [one for one in found if not self.national or one.rule != "verplicht"] + read_findings(self.merged)
        if self.trial and not any(one.severity == MISTAKE for one in found):
            # An example case is only for diagrams that are sound; what guards every region is done again everywhere.
            national = {} if self.national else scenarios_of(self.under)
            playable = PlayGround(self.merged, self.under, self.region)
            found += [one for _, one in play_all(self.config_dir, playable, national)]
        return tuple(found)


def _ask(work: Work, draft: WayDraft, merged: Files, *, trial: bool) -> Asked:
    region_key = find_region(work, draft.region_id)[0]
    national = national_set(work, draft)
    under = release_set(work, draft.base_id) if national is None else national
    base = as_release({key: data for key, data in under.items() if key in merged}, "basis", 0)
    ground = region_ground(work, region_key, base) if region_key is not None else national_ground(work, base)
    region, config_dir = region_of(work, draft), work.services.settings.config_dir
    question = question_of(ground, merged, under, repr((region_key, region)), trial=trial)
    return Asked(question, ground, merged, under, region_key is None, trial, region, config_dir)


def _offered(merged: Files, under: Files) -> dict[str, bytes]:
    """What differs from what lies under it, and the diagrams that use what differs."""
    changed = own_files(merged, under)
    names = {name for _, name in (*changed, *(key for key in under if key not in merged))}
    return {
        f"{key[1]}{_ENDINGS[key[0]]}": data
        for key, data in merged.items()
        if key[0] in _ENDINGS
        and (key in changed or (key[0] == "diagram" and any(f'"{name}"'.encode() in data for name in names)))
    }
