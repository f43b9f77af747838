"""Ways of working as a region has them after a while: an own release, a national update, drafts on their way."""

from sqlalchemy import select

from service.domain.actors import SYSTEM
from service.models import WayDraft
from service.usecases.ways import approvals, draft_files
from tests.ways.conftest import APPROVER, AUTHOR, NATIONAL, NATIONAL_APPROVER, NEW, OLD, Desk
from tests.world import World

AGREE = ("diagram", "ret_instemming")
TERM = b"werkdagen(5, voorgelegd_op)", b"werkdagen(3, voorgelegd_op)"
OTHER_NAME = b'name="Instemmen met het plan"', b'name="Akkoord geven"'


def release(desk: Desk, author: str, approver: str, draft: str) -> str:
    """Hand in and approve, from today."""
    with desk.as_(author) as work:
        approvals.submit(work, draft, "Andere termijn", work.today)
    with desk.as_(approver) as work:
        return approvals.approve(work, draft)


def own_release(desk: Desk, name: bytes = b'name="Instemmen"') -> str:
    """A release of Meerwolde with another name for a task and another title of a form."""
    draft = desk.start()
    desk.replace(draft, b'name="Instemmen met het plan"', name, file=AGREE)
    desk.replace(draft, b'"titel": "', b'"titel": "Ons ', file=("form", "vraag"))
    return release(desk, AUTHOR, APPROVER, draft)


def national_update(desk: Desk, *changes: tuple[bytes, bytes]) -> str:
    """A national release with another term and another title of a form."""
    draft = desk.start(NATIONAL, None, "Sneller akkoord")
    for old, new in (TERM, *changes):
        desk.replace(draft, old, new, who=NATIONAL, file=AGREE)
    desk.replace(draft, b'"titel": "', b'"titel": "Landelijk ', who=NATIONAL, file=("form", "antwoord"))
    return release(desk, NATIONAL, NATIONAL_APPROVER, draft)


def make_ways(world: World) -> None:
    """Everything the pages show, once; drafts 2 (with a mistake) and 3 (handed in) of Meerwolde are left."""
    with world.factory.read(SYSTEM) as work:
        if work.session.scalars(select(WayDraft)).first() is not None:
            return
    desk = Desk(world)
    own_release(desk)
    wrong, handed_in = desk.start(title="Toets bij uithuisplaatsing"), desk.start(title="Bellen heet anders")
    desk.replace(wrong, b'id="gezin_bellen"', b'id="Gezin bellen"')
    with desk.as_(AUTHOR) as work:
        draft_files.add_file(work, wrong, "diagram", "ret_toets", title="Toets")
    desk.replace(handed_in, OLD, NEW)
    with desk.as_(AUTHOR) as work:
        approvals.submit(work, handed_in, "Helderder naam", work.today)
    national_update(desk, OTHER_NAME)
