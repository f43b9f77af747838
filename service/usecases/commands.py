"""Commands that may arrive twice: the same key gives the same answer, and the work is done once."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from service.domain.errors import Conflict, FieldError, InvalidInput
from service.models import CommandKey
from service.usecases.work import Work

MAX_KEY = 200


def answer_once(work: Work, key: str, request: Mapping[str, Any], act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The answer of `act`, or the answer it gave the first time this account sent this key.

    The answer is kept, so it holds references only, no case content. Raises Conflict when the key was used for
    another request. A refused command leaves no key behind and may be sent again, corrected.
    """
    if len(key) > MAX_KEY:
        raise InvalidInput(fields=[FieldError("Idempotency-Key", f"Gebruik hooguit {MAX_KEY} tekens.")])
    digest = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()
    query = select(CommandKey).where(CommandKey.account_id == work.actor.account_id, CommandKey.key == key)
    known = work.session.scalars(query).first()
    if known is not None:
        if known.request_hash != digest:
            raise Conflict("Deze Idempotency-Key is al gebruikt voor een ander verzoek. Gebruik een nieuwe sleutel.")
        return known.answer
    used = _reserve(work, key, digest)
    used.answer = act()
    return used.answer


def _reserve(work: Work, key: str, digest: str) -> CommandKey:
    """Claim the key before the work is done: of two at the same time one waits here and then loses."""
    used = CommandKey(account_id=work.actor.account_id, key=key, request_hash=digest, answer={}, at=work.now)
    work.session.add(used)
    try:
        work.session.flush()
    except IntegrityError as error:
        raise Conflict("Dit verzoek wordt al uitgevoerd. Stuur het straks opnieuw voor het antwoord.") from error
    return used
