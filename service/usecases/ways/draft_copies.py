"""A draft beside a draft: for who was overtaken while editing, so that nothing has to be thrown away."""

from collections.abc import Mapping

from service.domain.errors import NotAllowed
from service.domain.ways import may_edit
from service.models import Account
from service.usecases.ways.access import get_visible
from service.usecases.ways.contents import draft_set, release_set
from service.usecases.ways.draft_files import put_file
from service.usecases.ways.drafts import make_draft
from service.usecases.ways.shapes import FileKey
from service.usecases.work import Work


def copy_draft(work: Work, draft_key: str, changed: Mapping[FileKey, bytes]) -> str:
    """A new draft with all that this one holds and `changed` over it; gives its key. The first draft stays as it is."""
    draft = get_visible(work, draft_key)
    if not may_edit(work.actor, draft.region_id):
        raise NotAllowed("U mag in deze regio geen ontwerpen maken. Vraag de regiobeheerder.")
    account = work.session.get(Account, work.actor.account_id) if work.actor.account_id is not None else None
    title = f"{draft.title[:80]} (kopie van {account.name if account else 'Procesregie'})"
    copy = make_draft(work, draft.region_id, title, base_id=draft.base_id, national_id=draft.national_id)
    copy.origin_id = draft.id
    base, now = release_set(work, draft.base_id), {**draft_set(work, draft), **changed}
    for key in sorted({*base, *now}):
        if base.get(key) != now.get(key):
            put_file(work, copy, key, now.get(key))
    return copy.key
