"""The files of a draft: read, saved without overwriting anybody, added, taken out, put back; who is looking at one."""

import re
from datetime import timedelta

from sqlalchemy import select

from service.domain.deadlines import dutch_day
from service.domain.errors import Conflict, DomainError, FieldError, InvalidInput, NotFound
from service.models import Account, WayDraft, WayDraftFile, WayPresence
from service.usecases.ways import trail
from service.usecases.ways.access import get_editable, get_visible, name_of
from service.usecases.ways.blank import blank_file
from service.usecases.ways.contents import draft_set, national_set, release_set, title_of
from service.usecases.ways.shapes import DraftFile, FileKey
from service.usecases.work import AMSTERDAM, Work

MAX_BYTES = 512 * 1024
KINDS = {"diagram": "Diagram", "form": "Formulier", "scenario": "Scenario"}
_NAMES = {"diagram": re.compile(r"ret_[a-z0-9_]{1,60}"), "form": re.compile(r"[a-z][a-z0-9_]{0,60}"),
          "scenario": re.compile(r"[a-z][a-z0-9_]{0,60}")}  # fmt: skip
_LOOKING = timedelta(minutes=1)


def read_file(work: Work, draft_key: str, kind: str, name: str) -> DraftFile:
    """One file as the draft has it now."""
    draft = get_visible(work, draft_key)
    base = release_set(work, draft.base_id)
    content = draft_set(work, draft, base).get((kind, name))
    if content is None:
        raise NotFound("Dit bestand zit niet (meer) in dit ontwerp. Kijk in de lijst met bestanden.")
    file = _find(draft, (kind, name))
    return DraftFile(kind, name, content, file.revision if file else 0, base.get((kind, name)))


def save_file(work: Work, draft_key: str, kind: str, name: str, content: bytes, revision: int) -> int:
    """Keep new content and give its revision; `revision` is that of the content it was made from.

    Unfinished and wrong content is kept as well: the gate judges, saving does not. Raises Conflict when somebody
    saved in between, and then nothing changes.
    """
    draft, key = get_editable(work, draft_key), (kind, name)
    current = draft_set(work, draft).get(key)
    if current is None:
        raise NotFound("Dit bestand zit niet (meer) in dit ontwerp. Voeg het opnieuw toe.")
    ensure_own(work, draft, key)
    _ensure_size(content)
    found = _ensure_newest(work, draft, key, revision)
    if content == current:
        return found
    saved = _put(work, draft, key, "eigen", content)
    trail.record_saved(work, draft, key, f"{KINDS[kind]} «{title_of(key, content)}» gewijzigd.")
    return saved


def add_file(work: Work, draft_key: str, kind: str, name: str, content: bytes | None = None, *, title: str = "") -> int:
    """Put a new file in the draft, an empty process or form when no content is given; gives its revision."""
    draft, key = get_editable(work, draft_key), (kind, name)
    _ensure_name(kind, name)
    if key in draft_set(work, draft):
        raise Conflict(f"«{name}» zit al in dit ontwerp. Open het, of kies een andere naam.")
    if kind == "scenario" and content is None:
        raise DomainError("Een scenario maakt u door een proef te bewaren. Kies «Proberen».")
    made = content if content is not None else blank_file(kind, name, title.strip() or name)
    _ensure_size(made)
    trail.record(work, "bestand_gemaakt", f"{KINDS[kind]} «{title_of(key, made)}» toegevoegd.", draft=draft, file=key)
    return _put(work, draft, key, "eigen", made)


def remove_file(work: Work, draft_key: str, kind: str, name: str, revision: int) -> int:
    """Take a file out of the draft; what is national stays under every region and cannot be taken out there."""
    draft, key = get_editable(work, draft_key), (kind, name)
    merged = draft_set(work, draft)
    if key not in merged:
        raise NotFound("Dit bestand zit niet (meer) in dit ontwerp.")
    if key in (national_set(work, draft) or {}):
        raise DomainError(
            "Dit is een landelijk bestand: dat blijft onder elke regio liggen. Haal de aanroep ervan uit het diagram, "
            "of zet het bestand terug naar landelijk."
        )
    _ensure_newest(work, draft, key, revision)
    text = f"{KINDS[kind]} «{title_of(key, merged[key])}» weggehaald."
    trail.record(work, "bestand_weg", text, draft=draft, file=key)
    return _put(work, draft, key, "weg", None)


def revert_file(work: Work, draft_key: str, kind: str, name: str, revision: int, *, to_national: bool = False) -> int:
    """Put a file back as it was in the release the draft started from, or as it is nationally."""
    draft, key = get_editable(work, draft_key), (kind, name)
    _ensure_newest(work, draft, key, revision)
    national = national_set(work, draft) or {}
    if to_national and key not in national:
        raise NotFound("Dit bestand bestaat landelijk niet. Haal het weg als u het niet meer nodig hebt.")
    if not to_national and _find(draft, key) is None:
        raise NotFound("Dit bestand is in dit ontwerp niet gewijzigd.")
    where = "de landelijke versie" if to_national else "de versie van het begin"
    trail.record(work, "bestand_terug", f"{KINDS[kind]} «{name}» teruggezet naar {where}.", draft=draft, file=key)
    back = national[key] if to_national else None
    return _put(work, draft, key, "basis" if back is None else "eigen", back)


def put_file(work: Work, draft: WayDraft, key: FileKey, content: bytes | None) -> None:
    """Fill a draft that was just made: with its content, or None to take the file out."""
    _put(work, draft, key, "weg" if content is None else "eigen", content)


def note_presence(work: Work, draft_key: str, kind: str, name: str) -> list[str]:
    """Say that the actor is editing this file; gives the names of who else was in the last minute."""
    draft = get_visible(work, draft_key)
    here = [WayPresence.draft_id == draft.id, WayPresence.kind == kind, WayPresence.name == name]
    me = work.actor.account_id
    if me is not None:
        mine = work.session.scalars(select(WayPresence).where(*here, WayPresence.account_id == me)).first()
        if mine is None:
            work.session.add(WayPresence(draft_id=draft.id, kind=kind, name=name, account_id=me, seen_at=work.now))
        else:
            mine.seen_at = work.now
    others = select(Account.name).join(WayPresence, WayPresence.account_id == Account.id).where(*here)
    others = others.where(WayPresence.seen_at > work.now - _LOOKING, Account.id != (me or 0))
    return list(work.session.scalars(others.order_by(Account.name)))


def ensure_own(work: Work, draft: WayDraft, key: FileKey) -> None:
    """What guards every region cannot be changed in one of them."""
    if key[0] == "scenario" and key in (national_set(work, draft) or {}):
        raise DomainError("Dit is een landelijk scenario: dat geldt in elke regio en kan hier niet anders worden.")


def _find(draft: WayDraft, key: FileKey) -> WayDraftFile | None:
    return next((file for file in draft.files if (file.kind, file.name) == key), None)


def _ensure_size(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise DomainError("Dit bestand is groter dan 512 kB. Splits het proces, of maak het formulier korter.")


def _ensure_name(kind: str, name: str) -> None:
    if kind not in KINDS:
        raise NotFound("Een werkwijze heeft diagrammen, formulieren en scenario's; iets anders kan er niet in.")
    if not _NAMES[kind].fullmatch(name):
        what = "Begin met ret_ en gebruik" if kind == "diagram" else "Gebruik"
        text = f"{what} alleen kleine letters, cijfers en _, bijvoorbeeld «{_EXAMPLES[kind]}»."
        raise InvalidInput(fields=[FieldError("naam", text)])


_EXAMPLES = {"diagram": "ret_plaatsingstoets", "form": "toets_beoordelen", "scenario": "toets_gewone_loop"}


def _ensure_newest(work: Work, draft: WayDraft, key: FileKey, revision: int) -> int:
    """The present revision of a file; raises Conflict when `revision` is an older one."""
    file = _find(draft, key)
    found = file.revision if file is not None else 0
    if found == revision:
        return found
    who = name_of(work, file.changed_by_id) if file is not None else None
    at = file.changed_at.astimezone(AMSTERDAM) if file is not None else work.now
    raise Conflict(
        f"{who or 'Iemand anders'} heeft dit bestand bewaard op {dutch_day(at.date())} om {at:%H:%M}, nadat u het "
        "opende. Uw wijziging is niet bewaard, zodat er niets verloren gaat. Open het bestand opnieuw en breng uw "
        "wijziging daarin aan."
    )


def _put(work: Work, draft: WayDraft, key: FileKey, state: str, content: bytes | None) -> int:
    file = _find(draft, key)
    if file is None:
        file = WayDraftFile(kind=key[0], name=key[1], revision=0)
        draft.files.append(file)
    file.state, file.content, file.revision = state, content, file.revision + 1
    file.changed_by_id, file.changed_at = work.actor.account_id, work.now
    draft.revision += 1
    work.session.flush()
    return file.revision
