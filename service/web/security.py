"""Protection of every page (BIO2): tokens, only our own scripts and styles, no frames, nothing kept by caches."""

from flask import Flask, Response, current_app, request
from flask_wtf import CSRFProtect

_CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        # The design system's ticks and arrows are data URIs in its style sheet.
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


csrf = CSRFProtect()


def init_app(app: Flask) -> None:
    # The API has no session, so no token: only our own blueprints check, by `check_token`.
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None)
    csrf.init_app(app)
    app.after_request(_protect)


def check_token() -> None:
    """Refuse a posted page without the token of its session."""
    if current_app.config["WTF_CSRF_ENABLED"]:
        csrf.protect()


def _protect(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", _CSP)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
