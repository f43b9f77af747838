"""How somebody wants to hear: at once, in one mail per working day, and what stays in the app."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update

from service.domain.errors import FieldError, InvalidInput, NotAllowed
from service.domain.message import CHOSEN, DIRECT, HOURS, MODES, USUAL_HOUR, next_overview, way_of
from service.models import Account, MessagePreference, Municipality, Notification, Region, RoleGrant, TeamRegion
from service.settings import RegionConfig
from service.usecases.shapes import Preferences
from service.usecases.work import Work

_USUAL = Preferences(DIRECT, USUAL_HOUR, ())


def get_preferences(work: Work) -> Preferences:
    """What the actor chose; who chose nothing hears everything at once."""
    if work.actor.account_id is None:
        raise NotAllowed
    return _chosen(work, work.actor.account_id)


def get_email(work: Work) -> str:
    """The address that the actor's mail goes to."""
    if work.actor.account_id is None:
        raise NotAllowed
    return work.session.get_one(Account, work.actor.account_id).email


def save_preferences(work: Work, mode: str, hour: int | None, in_app_only: Sequence[str]) -> None:
    """Keep the actor's choice; what waits for an overview goes with the next one. Raises InvalidInput."""
    me = work.actor.account_id
    if me is None:
        raise NotAllowed
    mistakes = [] if mode in MODES else [FieldError("wanneer", "Kies hoe u de e-mail wilt krijgen.")]
    if hour not in HOURS:
        mistakes.append(FieldError("uur", f"Kies een heel uur van {HOURS[0]} tot en met {HOURS[-1]} uur."))
    if unknown := set(in_app_only) - set(CHOSEN):
        message = f"«{min(unknown)}» kan niet uit: dit soort bericht krijgt u altijd ook per e-mail."
        mistakes.append(FieldError("alleenApp", message))
    if mistakes or hour is None:
        raise InvalidInput(fields=mistakes)
    row = work.session.get(MessagePreference, me) or MessagePreference(account_id=me)
    row.mode, row.hour, row.changed_at = mode, hour, work.now
    row.in_app_only = [group for group in CHOSEN if group in in_app_only]
    work.session.add(row)
    work.session.flush()
    waiting = update(Notification).where(Notification.account_id == me, Notification.overview_at.is_not(None))
    work.session.execute(waiting.values(overview_at=next_overview_of(work, me)))


def preferences_of(work: Work, account_ids: Collection[int]) -> Mapping[int, Preferences]:
    """What these people chose, in one statement, which loads their accounts as well."""
    query = select(Account, MessagePreference).outerjoin(MessagePreference, MessagePreference.account_id == Account.id)
    rows = work.session.execute(query.where(Account.id.in_(account_ids)))
    return {account.id: _preferences(row) for account, row in rows}


def way_for(chosen: Preferences, group: str, *, urgent: bool) -> str:
    """How a message of this group reaches somebody who chose this."""
    return way_of(group, urgent=urgent, mode=chosen.mode, in_app_only=chosen.in_app_only)


def next_overview_of(work: Work, account_id: int) -> datetime:
    """When the next daily overview of somebody leaves, by the working days of their region."""
    return next_overview(work.now, _chosen(work, account_id).hour, region_of(work, account_id).calendar)


def region_of(work: Work, account_id: int) -> RegionConfig:
    """The settings of the region somebody works in (the first, for who works in several); else the national ones."""
    query = (
        select(Region.key)
        .join(
            RoleGrant,
            (RoleGrant.region_id == Region.id)
            | RoleGrant.team_id.in_(select(TeamRegion.team_id).where(TeamRegion.region_id == Region.id))
            | RoleGrant.municipality_id.in_(select(Municipality.id).where(Municipality.region_id == Region.id)),
        )
        .where(RoleGrant.account_id == account_id)
        .order_by(RoleGrant.id, Region.id)
    )
    key = work.session.scalars(query.limit(1)).first()
    return work.services.regions.for_region(key) if key else work.services.regions.default


def _chosen(work: Work, account_id: int) -> Preferences:
    return _preferences(work.session.get(MessagePreference, account_id))


def _preferences(row: MessagePreference | None) -> Preferences:
    return Preferences(row.mode, row.hour, tuple(row.in_app_only)) if row else _USUAL
