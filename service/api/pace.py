"""How many requests one token, and one address, may send in a minute; each web process counts for itself."""

from collections.abc import Callable

from flask import Flask, request
from flask_limiter import ApplicationLimit, Limiter
from flask_limiter.util import get_remote_address

# One address may hold several systems of one organisation, each with its own token.
_TOKENS_PER_ADDRESS = 5


def limit(app: Flask, per_minute: int, is_ours: Callable[[], bool]) -> None:
    """Refuse what is over the limit with 429 and Retry-After; 0 sets no limit.

    In memory: counting in the database would make a write of every request, to protect it from requests.
    """
    if not per_minute:
        return
    limiter = Limiter(
        get_remote_address,
        application_limits=[
            ApplicationLimit(f"{per_minute} per minute", key_function=_token, scope="token"),
            ApplicationLimit(f"{per_minute * _TOKENS_PER_ADDRESS} per minute", scope="address"),
        ],
        storage_uri="memory://",
        headers_enabled=True,
        strategy="moving-window",
    )
    limiter.request_filter(lambda: not is_ours())
    limiter.init_app(app)


def _token() -> str:
    return request.headers.get("Authorization", "") or get_remote_address()
