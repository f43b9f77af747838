"""Ways of working in the making: drafts with the files they change, who looks at them, and what was done to them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.models.base import Base


class WayDraft(Base):
    """A change to a way of working: it starts at a release and becomes the next one, or is put away.

    `base_id` is the release it started from, `national_id` the national release under it (None: it is national
    itself), `seen_number` the newest release of its region when it started (0: none). The three hashes are of the
    content that was checked, tried or submitted: any other content was not.
    """

    __tablename__ = "way_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"), index=True)
    base_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    national_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"))
    seen_number: Mapped[int]
    state: Mapped[str] = mapped_column(default="ontwerp")  # ontwerp | ingediend | vrijgegeven | vervallen
    change_note: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=0)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]
    checked_hash: Mapped[str | None]
    tried_hash: Mapped[str | None]
    submitted_hash: Mapped[str | None]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    submitted_at: Mapped[datetime | None]
    active_from: Mapped[date | None]
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"))
    origin_id: Mapped[int | None] = mapped_column(ForeignKey("way_draft.id"))  # the draft that it goes on with
    files: Mapped[list["WayDraftFile"]] = relationship(order_by="WayDraftFile.name")


class WayDraftFile(Base):
    """A file that a draft changes. The row stays when the change is taken back, so that revisions never repeat."""

    __tablename__ = "way_draft_file"
    __table_args__ = (UniqueConstraint("draft_id", "kind", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("way_draft.id"))
    kind: Mapped[str]  # diagram | form
    name: Mapped[str]  # process id or form id
    state: Mapped[str]  # eigen (content counts) | basis (as in the base) | weg (taken out)
    content: Mapped[bytes | None]
    revision: Mapped[int]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]


class WayPresence(Base):
    """When somebody was last seen editing a file of a draft."""

    __tablename__ = "way_presence"
    __table_args__ = (UniqueConstraint("draft_id", "kind", "name", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("way_draft.id"))
    kind: Mapped[str]
    name: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    seen_at: Mapped[datetime]


class WayJudgement(Base):
    """What the gate found about one content, example cases included; `question` is the hash of all that it rests on."""

    __tablename__ = "way_judgement"

    question: Mapped[str] = mapped_column(primary_key=True)
    rules: Mapped[str] = mapped_column(index=True)  # the version of the rules: of an older one nothing is kept
    judged_at: Mapped[datetime]
    findings: Mapped[list[Any]]


class WayChange(Base):
    """A change made in a list, with the file before and after it (zlib): it can be undone while nothing followed."""

    __tablename__ = "way_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("way_draft.id"), index=True)
    kind: Mapped[str]
    name: Mapped[str]
    what: Mapped[str]
    before: Mapped[bytes]
    after: Mapped[bytes]
    undone: Mapped[bool] = mapped_column(default=False)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]


class WayEvent(Base):
    """One line of the trail of a way of working: who did what, and when. It knows no cases and is never changed."""

    __tablename__ = "way_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    actor_name: Mapped[str]
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"), index=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("way_draft.id"), index=True)
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"), index=True)
    kind: Mapped[str]
    file: Mapped[str | None]  # kind/name
    text: Mapped[str]


class DryRun(Base):
    """An example case on a draft, in a file of its own; here stands which file holds, and how it came there.

    `steps` are what was done, oldest first, each with its file: see service/usecases/ways/trying. `revision` counts up
    with every change, so that two browsers never go on from the same point. `stands_at` is the clock of the example.
    """

    __tablename__ = "dry_run"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("way_draft.id"))
    number: Mapped[int]
    process_key: Mapped[str]
    content_hash: Mapped[str]
    folder: Mapped[str]
    steps: Mapped[list[Any]]
    stands_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=1)
    began_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    began_at: Mapped[datetime]
    touched_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]  # when the example first reached an end


@event.listens_for(WayEvent, "before_update")
@event.listens_for(WayEvent, "before_delete")
def _refuse(_mapper: Any, _connection: Any, target: WayEvent) -> None:
    raise RuntimeError(f"the trail of ways of working is append-only (line {target.id})")
