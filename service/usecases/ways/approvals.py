"""The road of a draft: checked, tried, handed in, approved by somebody else, and then a release that never changes.

Authors hand in; who approves has not made, changed or handed in any of it. Every step is in the trail.
"""

from datetime import date

from service.db import take_turns
from service.domain.deadlines import dutch_date
from service.domain.errors import Conflict, FieldError, InvalidInput, NotAllowed
from service.domain.ways import is_approver, may_approve, may_edit
from service.engine.gate import Finding
from service.models import Release, WayDraft
from service.usecases.releases import next_number, release_rows
from service.usecases.ways import telling, trail
from service.usecases.ways.access import find_region, get_editable, get_locked
from service.usecases.ways.contents import draft_set, national_set, own_files
from service.usecases.ways.draft_checks import MISTAKE, check_draft
from service.usecases.ways.drafts import find_overtaker, hash_of
from service.usecases.ways.way_reads import releases_of
from service.usecases.work import Work

MADE_HERE = "ontwerp"


def check(work: Work, draft_key: str) -> list[Finding]:
    """Run the gate over a draft, example cases included; without mistakes this content counts as checked.

    `judge_draft` goes before, with nothing locked: this one then has the answer at once.
    """
    draft = get_locked(work, draft_key)
    found = check_draft(work, draft_key, trial=True)
    mistakes = sum(one.severity == MISTAKE for one in found)
    if mistakes == 0:
        record_check(work, draft_key, hash_of(work, draft))
    else:
        trail.record(work, "afgekeurd", f"Gecontroleerd: {_count(mistakes, 'fout', 'fouten')}.", draft=draft)
    return found


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def record_check(work: Work, draft_key: str, content_hash: str) -> None:
    """Note that this content of a draft passed the gate."""
    draft = get_locked(work, draft_key)
    draft.checked_hash = content_hash
    trail.record(work, "gecontroleerd", "Gecontroleerd: geen fouten.", draft=draft)


def record_trial(work: Work, draft_key: str, content_hash: str, note: str = "") -> None:
    """Note that somebody tried this content of a draft on an example case."""
    draft = get_locked(work, draft_key)
    draft.tried_hash = content_hash
    trail.record(work, "geprobeerd", note or "Geprobeerd met een voorbeeldzaak.", draft=draft)


def submit(work: Work, draft_key: str, change_note: str, active_from: date) -> None:
    """Hand a draft in for approval; raises InvalidInput with everything that is still missing."""
    draft = get_editable(work, draft_key)
    content = hash_of(work, draft)
    problems = [*_missing(work, draft, change_note, content), *_day_problems(work, draft, active_from)]
    if problems:
        raise InvalidInput("Dit ontwerp kan nog niet worden ingediend.", problems)
    draft.state, draft.change_note, draft.active_from = "ingediend", change_note.strip(), active_from
    draft.checked_hash = draft.submitted_hash = content
    draft.submitted_by_id, draft.submitted_at = work.actor.account_id, work.now
    day = dutch_date(active_from)
    trail.record(work, "ingediend", f"Ingediend om te gelden vanaf {day}: {draft.change_note}", draft=draft)
    telling.tell_approvers(work, draft)


def _missing(work: Work, draft: WayDraft, change_note: str, content: str) -> list[FieldError]:
    problems = []
    if not change_note.strip():
        problems.append(FieldError("toelichting", "Schrijf wat er verandert en waarom: zo staat het in de lijst."))
    national = work.session.get(Release, draft.national_id) if draft.national_id is not None else None
    if national is not None and national.retired_at is not None:
        text = f"«{national.key}» is afgevoerd. Neem eerst de nieuwste landelijke werkwijze over."
        problems.append(FieldError("ontwerp", text))
    if overtaker := find_overtaker(work, draft):
        text = f"Intussen is «{overtaker}» goedgekeurd. Neem die wijzigingen eerst over: anders verdwijnen ze weer."
        problems.append(FieldError("ontwerp", text))
    mistakes = [one for one in check_draft(work, draft.key, trial=True) if one.severity == MISTAKE]
    if mistakes:
        text = f"De controle vindt {_count(len(mistakes), 'fout', 'fouten')}. Los die eerst op: {mistakes[0].message}"
        problems.append(FieldError("controle", text))
    if work.services.settings.ways_require_trial and draft.tried_hash != content:
        text = "Dit ontwerp is na de laatste wijziging niet geprobeerd. Probeer het eerst met een voorbeeldzaak."
        problems.append(FieldError("proberen", text))
    return problems


def _day_problems(work: Work, draft: WayDraft, active_from: date) -> list[FieldError]:
    """A release never counts for days that have been, nor before one that is planned already or that it lies on."""
    if active_from < work.today:
        return [FieldError("actief_vanaf", "Kies vandaag of een latere dag.")]
    under = work.session.get(Release, draft.national_id) if draft.national_id is not None else None
    if under is not None and active_from < under.active_from:
        text = (
            f"Dit ligt op {under.key}, en die gaat in op {dutch_date(under.active_from)}. Kies die dag of een latere."
        )
        return [FieldError("actief_vanaf", text)]
    latest = max((one.active_from for one in releases_of(work, draft.region_id)), default=active_from)
    if active_from < latest:
        text = f"Er is al een werkwijze goedgekeurd die ingaat op {dutch_date(latest)}. Kies die dag of een latere."
        return [FieldError("actief_vanaf", text)]
    return []


def take_back(work: Work, draft_key: str) -> None:
    """Take a draft back that was handed in, to change it."""
    draft = get_locked(work, draft_key)
    if not may_edit(work.actor, draft.region_id):
        raise NotAllowed("Alleen wie ontwerpen maakt, kan er een terugnemen. Stuur het terug als u het niet goedkeurt.")
    _reopen(draft)
    trail.record(work, "teruggenomen", "Teruggenomen om te wijzigen.", draft=draft)


def send_back(work: Work, draft_key: str, reason: str) -> None:
    """Do not approve a draft, and say why; its author can go on with it."""
    draft = get_locked(work, draft_key)
    if not is_approver(work.actor, draft.region_id):
        raise NotAllowed("Alleen een goedkeurder kan een ontwerp terugsturen.")
    if not reason.strip():
        raise InvalidInput(fields=[FieldError("reden", "Schrijf wat er anders moet, zodat de maker verder kan.")])
    _reopen(draft)
    trail.record(work, "teruggestuurd", f"Niet goedgekeurd: {reason.strip()}", draft=draft)
    telling.tell_makers(work, draft, telling.SENT_BACK)


def _reopen(draft: WayDraft) -> None:
    if draft.state != "ingediend":
        raise Conflict("Dit ontwerp is niet (meer) ingediend. Ververs de pagina.")
    draft.state, draft.submitted_hash = "ontwerp", None


def approve(work: Work, draft_key: str, active_from: date | None = None) -> str:
    """Make a release of a draft that somebody else made; gives its key. New cases start on it from its day."""
    draft = get_locked(work, draft_key)
    if draft.state != "ingediend":
        raise Conflict("Dit ontwerp is niet (meer) ingediend. Ververs de pagina.")
    if not may_approve(work.actor, draft.region_id, trail.contributors(work, draft)):
        raise NotAllowed(
            "U hebt zelf aan dit ontwerp gewerkt of bent geen goedkeurder. Laat een ander het bekijken en goedkeuren."
        )
    take_turns(work.session, "release")
    starts = active_from or draft.active_from or work.today
    content = hash_of(work, draft)
    problems = [*_missing(work, draft, draft.change_note, content), *_day_problems(work, draft, starts)]
    if draft.submitted_hash != content or problems:
        raise InvalidInput("Dit ontwerp kan nu niet worden goedgekeurd. Stuur het terug.", problems)
    release = _make(work, draft, starts, content)
    draft.state, draft.active_from, draft.release_id = "vrijgegeven", starts, release.id
    text = f"Goedgekeurd als {release.key}, actief vanaf {dutch_date(starts)}: {draft.change_note}"
    trail.record(work, "goedgekeurd", text, draft=draft, release=release)
    telling.tell_makers(work, draft, telling.APPROVED)
    telling.tell_regions(work, release)
    return release.key


def _make(work: Work, draft: WayDraft, starts: date, content: str) -> Release:
    number = next_number(work.session, draft.region_id)
    release = Release(
        key=f"{find_region(work, draft.region_id)[0] or 'landelijk'}-{number}",
        title=draft.title,
        region_id=draft.region_id,
        base_id=draft.national_id,
        content_hash=content,
        active_from=starts,
        loaded_at=work.now,
        number=number,
        source=MADE_HERE,
        change_note=draft.change_note,
        author_id=draft.submitted_by_id,
        approver_id=work.actor.account_id,
        approved_at=work.now,
        files=release_rows(own_files(draft_set(work, draft), national_set(work, draft))),
    )
    work.session.add(release)
    work.session.flush()
    return release
