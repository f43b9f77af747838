"""A dry run that came to an end counts as the trial of what it was done with."""

from service.models import DryRun, WayDraft
from service.usecases.ways import approvals
from service.usecases.ways.contents import draft_set
from service.usecases.ways.drafts import hash_of
from service.usecases.ways.trying.grounds import tried_hash
from service.usecases.work import Work


def note_trial(work: Work, run: DryRun) -> None:
    """An example that came to an end shows that this content was tried."""
    draft = work.session.get_one(WayDraft, run.draft_id)
    files = draft_set(work, draft)
    content = hash_of(work, draft, files)
    same = tried_hash(files) == run.content_hash
    if draft.state == "ontwerp" and same and draft.tried_hash != content:
        approvals.record_trial(work, draft.key, content, f"Geprobeerd met proef {run.number}, tot het einde.")
