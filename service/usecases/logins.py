"""Logging in with a limit on guessing, counted in the database: all web processes count together."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import delete, func, select

from service.domain.actors import SYSTEM, Actor
from service.domain.errors import DomainError
from service.models import LoginFailure
from service.usecases.accounts import WrongPassword, authenticate
from service.usecases.work import Work, WorkFactory

WINDOW = timedelta(minutes=15)
# Somebody who mistypes is not shut out; one address may be a whole office.
PER_ACCOUNT, PER_ADDRESS = 10, 100


class TooManyAttempts(DomainError):
    """Too many wrong passwords for this account or from this address; `seconds` is how long to wait."""

    sentence = "Er is te vaak een verkeerd wachtwoord gebruikt. Wacht een kwartier en probeer het opnieuw."
    seconds = int(WINDOW.total_seconds())


def log_in(factory: WorkFactory, email: str, password: str, address: str) -> Actor:
    """The actor for an e-mail address and password; raises WrongPassword, or TooManyAttempts without looking."""
    keys = dict(_keys(email, address))
    with factory.read(SYSTEM) as work:
        _ensure_may_try(work, keys)
    try:
        with factory.write(SYSTEM) as work:
            found = authenticate(work, email, password)
            account, _ = keys
            work.session.execute(delete(LoginFailure).where(LoginFailure.key == account))
            return found
    except WrongPassword:
        with factory.write(SYSTEM) as work:
            work.session.execute(delete(LoginFailure).where(LoginFailure.at <= work.now - WINDOW))
            work.session.add_all(LoginFailure(key=key, at=work.now) for key in keys)
        raise


def _ensure_may_try(work: Work, keys: dict[str, int]) -> None:
    recent = (LoginFailure.key.in_(keys), LoginFailure.at > work.now - WINDOW)
    counts = work.session.execute(select(LoginFailure.key, func.count()).where(*recent).group_by(LoginFailure.key))
    if any(count >= keys[key] for key, count in counts):
        raise TooManyAttempts


def _keys(email: str, address: str) -> Iterator[tuple[str, int]]:
    """What is counted and how often it may fail; hashed, so that nobody reads from it who tried to log in."""
    for text, most in ((f"account:{email.strip().lower()}", PER_ACCOUNT), (f"address:{address}", PER_ADDRESS)):
        yield hashlib.sha256(text.encode()).hexdigest(), most
