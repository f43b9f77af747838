"""Accounts: logging in with a password or a token, and the roles somebody holds today."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import Date, Executable, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from service.domain.actors import Actor, Grant
from service.domain.errors import DomainError, NotFound, NotLoggedIn
from service.domain.labels import label as label_of
from service.models import Absence, Account, ApiToken, ExpertTeam, Municipality, Organisation, Region, RoleGrant
from service.usecases.holders import holds_on, valid_on
from service.usecases.work import Work

_HASHER = PasswordHasher()
MAX_TOKEN_DAYS = 366


class WrongPassword(NotLoggedIn):
    """E-mail address and password do not belong together; which of the two is wrong is not told."""

    sentence = "Dit e-mailadres en wachtwoord horen niet bij elkaar. Controleer ze en probeer het opnieuw."


def hash_password(password: str) -> str:
    """The hash to keep (argon2id)."""
    return _HASHER.hash(password)


def authenticate(work: Work, email: str, password: str) -> Actor:
    """The actor for an e-mail address and password; raises WrongPassword."""
    account = work.session.scalars(select(Account).where(Account.email == email.strip().lower())).first()
    known = account is not None and account.active and account.password_hash is not None
    # Somebody unknown costs as much time as somebody known, so that addresses cannot be found by timing.
    stored = account.password_hash if known and account else None
    try:
        _HASHER.verify(stored or _nobodys_hash(), password)
    except VerificationError as error:
        raise WrongPassword from error
    if account is None or not known:
        raise WrongPassword
    return get_actor(work, account.id)


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(secrets.token_urlsafe())


def get_actor(work: Work, account_id: int) -> Actor:
    """The actor of a session, with the roles that are valid today; raises NotLoggedIn when the account is gone."""
    actor = _find_actor(work, _BY_ID, account_id)
    if actor is None:
        raise NotLoggedIn
    return actor


def find_account(work: Work, key: str) -> int | None:
    """The id of the account with this key; None when there is none."""
    return work.session.scalar(select(Account.id).where(Account.key == key))


def get_account_id(work: Work, email: str) -> int:
    """The id of the account with this e-mail address; raises NotFound."""
    found = work.session.scalar(select(Account.id).where(Account.email == email.strip().lower()))
    if found is None:
        raise NotFound(f"Er is geen account met het e-mailadres {email}.")
    return found


def create_token(work: Work, account_id: int, label: str, days: int = 90) -> str:
    """A new bearer token for the API, at most 366 days valid; it is shown once, only its hash is kept."""
    if not 1 <= days <= MAX_TOKEN_DAYS:
        raise DomainError(f"Een token is 1 tot {MAX_TOKEN_DAYS} dagen geldig.")
    account = work.session.get(Account, account_id)
    if account is None or not account.active:
        raise NotFound
    token = secrets.token_urlsafe(32)
    work.session.add(
        ApiToken(
            account_id=account_id,
            token_hash=_token_hash(token),
            label=label,
            created_at=work.now,
            expires_at=work.now + timedelta(days=days),
        )
    )
    return token


def find_actor_by_token(work: Work, token: str) -> Actor | None:
    """The actor of a token that is valid now; None when there is none."""
    return _find_actor(work, _BY_TOKEN, _token_hash(token))


def demo_accounts(work: Work) -> Sequence[tuple[str, str, str]]:
    """E-mail address, name and roles in words of everybody who can log in to the demo; nothing outside demo mode."""
    if not work.services.settings.demo:
        return ()
    accounts = work.session.scalars(select(Account).where(Account.active, Account.password_hash.is_not(None)))
    return [(a.email, a.name, _roles_text(work.session, a)) for a in sorted(accounts, key=lambda account: account.id)]


# Every request begins with one of these: they are put together once, not for every request.
_ROLES = (RoleGrant.role, RoleGrant.team_id, RoleGrant.region_id, RoleGrant.municipality_id)
_WITH_ROLES = (
    select(
        Account.id, Account.name, *_ROLES, RoleGrant.organisation_id, RoleGrant.ring, Absence.account_id.label("away")
    )
    .outerjoin(RoleGrant, and_(RoleGrant.account_id == Account.id, *valid_on(bindparam("today", type_=Date))))
    .outerjoin(Absence, and_(Absence.substitute_id == Account.id, *holds_on(bindparam("today", type_=Date))))
    .where(Account.active)
    .order_by(RoleGrant.id)
)
_BY_ID = _WITH_ROLES.where(Account.id == bindparam("key"))
_BY_TOKEN = _WITH_ROLES.join(ApiToken, ApiToken.account_id == Account.id).where(
    ApiToken.token_hash == bindparam("key"),
    ApiToken.revoked_at.is_(None),
    or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > bindparam("now", type_=ApiToken.expires_at.type)),
)


def _find_actor(work: Work, query: Executable, key: int | str) -> Actor | None:
    """The active account that a query finds, with the roles of today."""
    rows = work.session.execute(query, {"key": key, "today": work.today, "now": work.now}).all()
    if not rows:
        return None
    grants = dict.fromkeys(Grant(*row[2:-1]) for row in rows if row.role is not None)
    stands_in_for = frozenset(row.away for row in rows if row.away is not None)
    return Actor(rows[0].id, rows[0].name, tuple(grants), stands_in_for=stands_in_for)


def _token_hash(token: str) -> str:
    # A token is long and random: a plain digest is enough, and lets the row be found by it.
    return hashlib.sha256(token.encode()).hexdigest()


def _roles_text(session: Session, account: Account) -> str:
    """«procesregisseur en triagist, Expertteam Meerwolde & Zandrug»."""
    roles = list(dict.fromkeys(label_of("rol", grant.role).lower() for grant in account.grants))
    places = dict.fromkeys(name for grant in account.grants if (name := _place(session, grant)))
    text = roles[0] if len(roles) == 1 else f"{', '.join(roles[:-1])} en {roles[-1]}" if roles else "geen rol"
    return ", ".join((text, *places))


def _place(session: Session, grant: RoleGrant) -> str | None:
    """Where a grant holds. Municipalities are not named: an official has one grant for each."""
    place: ExpertTeam | Region | Organisation | None = None
    if grant.team_id is not None:
        place = session.get(ExpertTeam, grant.team_id)
    elif grant.municipality_id is not None:
        place = session.get_one(Municipality, grant.municipality_id).region
    elif grant.organisation_id is not None:
        place = session.get(Organisation, grant.organisation_id)
    elif grant.region_id is not None:
        place = session.get(Region, grant.region_id)
    return place.name if place else None
