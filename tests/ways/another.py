"""A second way of working beside the shipped one, a few pieces different."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from service.models import Release, ReleaseFile
from tests.world import World

CHECK = "ret_voortgangscheck"
Pieces = tuple[tuple[bytes, bytes], ...]
# The same step under another id, in its lane too: to the engine it is gone, and another one is new.
OTHER_STEP: Pieces = (
    (b'"checkin"', b'"voortgang_bespreken"'),
    (b">checkin<", b">voortgang_bespreken<"),
    (b"; checkin.", b"; voortgang_bespreken."),
)


def another(world: World, key: str, changes: Mapping[str, Pieces]) -> str:
    """A release like the newest, of which pieces of diagrams are other ones."""
    with world.database.write() as session:
        base = session.scalars(select(Release).order_by(Release.id)).first()
        assert base is not None
        made = Release(
            key=key, title=f"Werkwijze {key}", region_id=None, base_id=None, content_hash=key,
            active_from=date(2090, 1, 1), loaded_at=world.clock.now(),
        )  # fmt: skip
        for file in base.files:
            content = file.content
            for old, new in changes.get(file.name, ()):
                assert old in content
                content = content.replace(old, new)
            made.files.append(ReleaseFile(kind=file.kind, name=file.name, content=content, sha256=""))
        session.add(made)
        session.commit()
    return key
