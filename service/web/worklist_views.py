"""The worklist: what there is to do, earliest due first; every filter stands in the address."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Blueprint, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import InvalidInput
from service.usecases.saved_filters import list_filters, sharing_teams
from service.usecases.shapes import TaskFilter
from service.usecases.task_bulk import find_assignable
from service.usecases.task_counts import count_tasks
from service.usecases.task_reads import list_tasks
from service.usecases.work import Work
from service.web.opening import page, reading
from service.web.worklist_address import address, address_of, read_filter, words_of

pages = Blueprint("worklist", __name__)
_UNREAD = TaskFilter(unread=True)


@dataclass(frozen=True)
class Refused:
    """A form of the worklist that was refused, with what was filled in."""

    error: InvalidInput
    form: str  # verdelen | bewaren
    filled: Mapping[str, str]
    chosen: Collection[int] = ()

    @property
    def problems(self) -> list[dict[str, str]]:
        """What is wrong, each with where to put it right."""
        return [{"href": f"#{self.form}-{one.path}", "message": one.message} for one in self.error.fields]

    @property
    def at(self) -> dict[str, str]:
        """What is wrong at each field."""
        return {one.path: one.message for one in self.error.fields}


@pages.get("/werklijst")
@login_required
def worklist() -> str:
    with reading() as work:
        return worklist_page(work, words_of(request.args), everything=request.args.get("kies") == "alles")


def worklist_page(
    work: Work, words: Mapping[str, str], *, everything: bool = False, refused: Refused | None = None
) -> str:
    """The worklist of an address; with all tasks chosen, or with a form on it that was refused."""
    wanted = read_filter(words)
    found = list_tasks(work, wanted)
    chosen = {row.id for row in found.rows} if everything else set(refused.chosen if refused else ())
    return page(
        work,
        "werklijst.html",
        found=found,
        filter=wanted,
        asked={word: value for word, value in words.items() if word != "na"},
        here=urlencode(words),
        all_chosen=address({**words, "kies": "alles"}),
        same=replace(wanted, after=""),
        saved=list_filters(work),
        unread_filter=_UNREAD,
        unread_count=count_tasks(work, [_UNREAD])[0],
        address_of=address_of,
        teams=sharing_teams(work),
        people=find_assignable(work) if any(row.may_assign for row in found.rows) else (),
        chosen=chosen,
        refused=refused,
    )


@pages.get("/taken")
@login_required
def tasks() -> Response:
    """A short way back for who cuts off an address."""
    return redirect("/werklijst")
