"""Following: a newer national release (or one that was approved meanwhile) brought together with what is own.

The result is a draft on the newer release. What only one side changed is taken over; where both changed the same, the
region decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.domain.errors import Conflict, FieldError, InvalidInput, NotAllowed
from service.domain.ways import may_edit
from service.engine.comparing import Change, Choice, MergedFile, merge_files
from service.usecases.ways import trail
from service.usecases.ways.access import get_release, get_visible
from service.usecases.ways.contents import Files, release_set, title_of
from service.usecases.ways.draft_files import put_file
from service.usecases.ways.drafts import discard, make_draft
from service.usecases.ways.versions import Version, get_version
from service.usecases.ways.way_reads import releases_of
from service.usecases.work import Work

_CHOICES: Mapping[str, Choice] = {"eigen": "eigen", "landelijk": "landelijk"}


@dataclass(frozen=True)
class Update:
    """What happens to each file when `source` (own) goes on upon `target` (newer)."""

    source: Version
    target: Version
    files: Sequence[MergedFile]

    @property
    def undecided(self) -> Sequence[str]:
        """The keys of the meetings on which nobody has decided yet."""
        return [one.key for file in self.files for one in file.meetings if one.choice is None]

    def title(self, file: MergedFile) -> str:
        """What people call a file."""
        key = (file.kind, file.name)
        return title_of(key, self.target.files.get(key) or self.source.files.get(key) or b"")

    def drawings(self, file: MergedFile) -> Sequence[tuple[str, str, Mapping[str, Sequence[str]]]]:
        """The drawings that show what differs: the key of the version, what it is called, the elements to colour.

        What one side took out is coloured on the drawing of the other side, where it still stands.
        """
        sides = ((self.target, "Nieuw", file.national, file.own), (self.source, "Eigen", file.own, file.national))
        wanted = {"landelijk": ("Nieuw",), "eigen": ("Eigen",)}.get(file.fate, ("Nieuw", "Eigen"))
        return [
            (version.key, word, _marks(here, there))
            for version, word, here, there in sides
            if word in wanted and file.kind == "diagram" and (file.kind, file.name) in version.files
        ]

    def with_fate(self, *fates: str) -> Sequence[MergedFile]:
        """The files that end this way."""
        return [file for file in self.files if file.fate in fates]


def _marks(here: Sequence[Change], there: Sequence[Change]) -> Mapping[str, Sequence[str]]:
    told = {how: [one.element for one in here if one.how == how and one.element] for how in ("nieuw", "gewijzigd")}
    return told | {"vervallen": [one.element for one in there if one.how == "vervallen" and one.element]}


def preview_update(
    work: Work, source_key: str, target_key: str = "", choices: Mapping[str, str] | None = None
) -> Update:
    """What taking over would do, without doing it; without a target: the newest national release."""
    source = get_version(work, source_key)
    if source.region_id is None and not source.is_draft:
        raise Conflict("Dit is zelf de landelijke werkwijze: er is niets om te volgen.")
    target = get_version(work, target_key or _newest_national(work))
    if target.is_draft or target.region_id not in (None, source.region_id):
        raise Conflict(
            "Volgen kan alleen een landelijke werkwijze, of een eigen werkwijze die intussen is goedgekeurd."
        )
    old = _common(work, source, target)
    decided = {key: _CHOICES[choice] for key, choice in (choices or {}).items() if choice in _CHOICES}
    return Update(source, target, merge_files(old, target.files, source.files, decided))


def _newest_national(work: Work) -> str:
    return releases_of(work, None)[-1].key


def _common(work: Work, source: Version, target: Version) -> Files:
    """What both sides began with: for a national update the national release under the own one."""
    if target.region_id is None and source.national_id is not None:
        return release_set(work, source.national_id)
    return release_set(work, get_release(work, source.base_key or target.key).id)


def take_over(work: Work, source_key: str, target_key: str, choices: Mapping[str, str]) -> str:
    """Make the draft; raises InvalidInput while something is undecided. A draft that it came from is put away."""
    found = preview_update(work, source_key, target_key, choices)
    if not may_edit(work.actor, found.source.region_id):
        raise NotAllowed("Alleen wie ontwerpen maakt, kan een landelijke wijziging overnemen.")
    if found.undecided:
        text = "Kies hier wat blijft: uw eigen versie of de nieuwe."
        raise InvalidInput("Er is nog niet overal gekozen.", [FieldError(key, text) for key in found.undecided])
    target = get_release(work, found.target.key)
    national_id = target.id if target.region_id is None else target.base_id
    if found.source.region_id is None:
        national_id = None
    title = found.source.title if found.source.is_draft else f"Overgenomen: {target.title}"
    draft = make_draft(work, found.source.region_id, title, base_id=target.id, national_id=national_id)
    for file in found.files:
        if file.content != found.target.files.get((file.kind, file.name)):
            put_file(work, draft, (file.kind, file.name), file.content)
    text = f"{target.key} overgenomen in wat eigen is ({found.source.key}): {_told(found)}."
    trail.record(work, "overgenomen", text, draft=draft)
    if found.source.is_draft:
        source = get_visible(work, source_key)
        draft.change_note, draft.origin_id = source.change_note, source.id
        discard(work, source_key)
    return draft.key


def _told(found: Update) -> str:
    taken, merged = len(found.with_fate("landelijk")), len(found.with_fate("samen", "ontmoeting"))
    decided = sum(len(file.meetings) for file in found.files)
    return f"{taken} bestanden overgenomen, {merged} samengevoegd, {decided} keer gekozen"
