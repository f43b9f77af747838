"""Worklist filters with a name: one's own, and those that a team shares."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from service.db import take_turns
from service.domain.errors import FieldError, InvalidInput, NotAllowed, NotFound
from service.domain.permissions import DIRECTING, STAFF
from service.models import ExpertTeam, SavedFilter
from service.usecases.shapes import Choice, SavedFilterView, TaskFilter
from service.usecases.task_counts import count_tasks
from service.usecases.work import Work

MAX_FILTERS = 20  # of one person or one team
MAX_NAME = 60
_PAGE = ("after", "limit")  # where somebody was in the list: no part of a filter
_NOTHING = TaskFilter()
_GONE = "Dit filter is niet gevonden, of is niet voor u."


def list_filters(work: Work) -> list[SavedFilterView]:
    """The actor's own filters and those of the actor's teams, in their order, each with its bounded count."""
    query = (
        select(SavedFilter, ExpertTeam).outerjoin(ExpertTeam, ExpertTeam.id == SavedFilter.team_id)
        .where(_visible(work))
        .order_by(SavedFilter.team_id.is_not(None), ExpertTeam.name, SavedFilter.place, SavedFilter.id)
    )  # fmt: skip
    rows = work.session.execute(query).all()
    wanted = [_wanted(found.words) for found, _ in rows]
    counts = count_tasks(work, wanted)
    return [
        SavedFilterView(
            id=found.id,
            name=found.name,
            wanted=what,
            count=count,
            team=team.key if team else None,
            team_name=team.name if team else "",
            may_change=_may_change(work, found),
        )
        for (found, team), what, count in zip(rows, wanted, counts, strict=True)
    ]


def get_filter(work: Work, filter_id: int) -> SavedFilterView:
    """One of those; NotFound when it is gone or not for this actor."""
    found = next((found for found in list_filters(work) if found.id == filter_id), None)
    if found is None:
        raise NotFound(_GONE)
    return found


def sharing_teams(work: Work) -> list[Choice]:
    """The teams for which the actor may keep filters."""
    query = select(ExpertTeam).where(ExpertTeam.id.in_(work.actor.teams(*DIRECTING))).order_by(ExpertTeam.name)
    return [Choice(team.key, team.name) for team in work.session.scalars(query)]


def save_filter(work: Work, name: str, wanted: TaskFilter, team: str | None = None) -> int:
    """Keep a filter under a name, for oneself or (key of) a team one directs; its id."""
    team_id = _shared_team(work, team) if team else None
    account_id = work.actor.account_id if team_id is None else None
    if work.actor.account_id is None:
        raise NotAllowed
    others = _of_owner(work, account_id, team_id)
    if len(others) >= MAX_FILTERS:
        message = f"Er zijn al {MAX_FILTERS} filters bewaard. Verwijder er eerst een."
        raise InvalidInput(fields=[FieldError("naam", message)])
    found = SavedFilter(
        account_id=account_id,
        team_id=team_id,
        name=_checked_name(name, others),
        words=_words(wanted),
        place=max((other.place for other in others), default=0) + 1,
        created_at=work.now,
        created_by_id=work.actor.account_id,
    )
    work.session.add(found)
    work.session.flush()
    return found.id


def rename_filter(work: Work, filter_id: int, name: str) -> None:
    """Give a filter another name."""
    found = _changeable(work, filter_id)
    others = [other for other in _of_owner(work, found.account_id, found.team_id) if other.id != filter_id]
    found.name = _checked_name(name, others)


def move_filter(work: Work, filter_id: int, steps: int) -> None:
    """Move a filter among those of its owner: -1 is one up, 1 one down; past an end it stays where it is."""
    found = _changeable(work, filter_id)
    order = _of_owner(work, found.account_id, found.team_id)
    at = order.index(found)
    order.insert(max(0, min(at + steps, len(order) - 1)), order.pop(at))
    for place, each in enumerate(order, start=1):
        each.place = place


def delete_filter(work: Work, filter_id: int) -> None:
    """Throw a filter away; the tasks it found stay what they are."""
    work.session.delete(_changeable(work, filter_id))


def _visible(work: Work) -> ColumnElement[bool]:
    mine = SavedFilter.account_id == work.actor.account_id
    return or_(mine, SavedFilter.team_id.in_(work.actor.teams(*STAFF)))


def _may_change(work: Work, found: SavedFilter) -> bool:
    return found.team_id is None or found.team_id in work.actor.teams(*DIRECTING)


def _changeable(work: Work, filter_id: int) -> SavedFilter:
    found = work.session.scalars(select(SavedFilter).where(SavedFilter.id == filter_id, _visible(work))).first()
    if found is None:
        raise NotFound(_GONE)
    if not _may_change(work, found):
        raise NotAllowed("Dit filter is van het team. De procesregisseur of de secretaris kan het veranderen.")
    return found


def _shared_team(work: Work, key: str) -> int:
    team_id = work.session.scalar(select(ExpertTeam.id).where(ExpertTeam.key == key))
    if team_id is None or team_id not in work.actor.teams(*DIRECTING):
        raise InvalidInput(fields=[FieldError("team", "Kies uzelf, of een team waarvoor u filters mag delen.")])
    return team_id


def _of_owner(work: Work, account_id: int | None, team_id: int | None) -> list[SavedFilter]:
    """The filters of this owner in their order, not to be changed by anybody else meanwhile."""
    take_turns(work.session, f"filters:{account_id}:{team_id}")
    owned = SavedFilter.team_id == team_id if account_id is None else SavedFilter.account_id == account_id
    query = select(SavedFilter).where(owned).order_by(SavedFilter.place, SavedFilter.id)
    return list(work.session.scalars(query))


def _checked_name(name: str, others: Sequence[SavedFilter]) -> str:
    text = " ".join(name.split())
    if not text:
        raise InvalidInput(fields=[FieldError("naam", "Geef het filter een naam.")])
    if len(text) > MAX_NAME:
        raise InvalidInput(fields=[FieldError("naam", f"Gebruik hooguit {MAX_NAME} tekens.")])
    if text.casefold() in {other.name.casefold() for other in others}:
        raise InvalidInput(fields=[FieldError("naam", "Er is al een filter met deze naam. Kies een andere naam.")])
    return text


def _words(wanted: TaskFilter) -> dict[str, Any]:
    """What differs from asking nothing."""
    return {
        name: value for name, value in asdict(wanted).items() if name not in _PAGE and value != getattr(_NOTHING, name)
    }


def _wanted(words: Mapping[str, Any]) -> TaskFilter:
    """The filter as kept; a word that this version does not know is left out."""
    return TaskFilter(**{name: value for name, value in words.items() if hasattr(_NOTHING, name)})
