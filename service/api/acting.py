"""On whose behalf a request is done: the bearer token, the unit of work, the idempotency key."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, current_app, g, request

from service.domain.actors import NOBODY, SYSTEM
from service.domain.errors import NotLoggedIn
from service.usecases.accounts import find_actor_by_token
from service.usecases.commands import answer_once
from service.usecases.work import Work, WorkFactory

_EXTENSION = "procesregie-api"


def install(app: Flask, factory: WorkFactory) -> None:
    """Remember where the API gets its units of work from."""
    app.extensions[_EXTENSION] = factory


def the_factory() -> WorkFactory:
    """Where units of work come from."""
    factory: WorkFactory = current_app.extensions[_EXTENSION]
    return factory


@contextmanager
def reading() -> Iterator[Work]:
    """A unit of work that reads, on behalf of who asks."""
    with the_factory().read(g.actor) as work:
        yield work


@contextmanager
def writing() -> Iterator[Work]:
    """A unit of work that writes, on behalf of who asks."""
    with the_factory().write(g.actor) as work:
        yield work


def once(work: Work, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do it once per Idempotency-Key: the same request again gets the same answer."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key or work.actor.account_id is None:
        return act()
    sent = {"methode": request.method, "pad": request.path, "inhoud": request.get_json(silent=True)}
    return answer_once(work, key, sent, act)


def identify(*, public: bool) -> None:
    """Find out who asks, before anything else is looked at; without a token only where it is public."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if public and not scheme:
        g.actor = NOBODY
        return
    if scheme.lower() != "bearer" or not token.strip():
        raise NotLoggedIn("Stuur een geldig token mee: Authorization: Bearer …")
    with the_factory().read(SYSTEM) as work:
        actor = find_actor_by_token(work, token.strip())
    if actor is None:
        raise NotLoggedIn("Dit token is onbekend, verlopen of ingetrokken.")
    g.actor = actor
