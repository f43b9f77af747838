"""Logging in and out; the session holds an account id and nothing else."""

from urllib.parse import urlsplit

from flask import Blueprint, Flask, redirect, request, session, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import LoginManager, UserMixin, login_user, logout_user
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from service.domain.actors import SYSTEM, Actor
from service.domain.errors import DomainError
from service.usecases.accounts import demo_accounts, get_actor
from service.usecases.logins import TooManyAttempts
from service.usecases.logins import log_in as check
from service.usecases.work import Work
from service.web.opening import actor, factory, page, reading

pages = Blueprint("sessions", __name__)
login_manager = LoginManager()


class SessionAccount(UserMixin):
    """The logged-in account with its roles as they are today."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def get_id(self) -> str:
        return str(self.actor.account_id)


class PageSessions(SecureCookieSessionInterface):
    """Lets pages alone keep a session going.

    The answer to a script that saves a draft may come in after that of a page, and its cookie would then put back the
    session as it was before: what that page had to say would be lost.
    """

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        by_script = request.accept_mimetypes.best == "application/json"
        return session.modified if by_script else super().should_set_cookie(app, session)


def init_app(app: Flask) -> None:
    app.session_interface = PageSessions()
    login_manager.init_app(app)


@login_manager.user_loader
def load_account(account_id: str) -> SessionAccount | None:
    """The account of this session; None when it is gone or its rights have ended."""
    try:
        with factory().read(SYSTEM) as work:
            return SessionAccount(get_actor(work, int(account_id)))
    except (DomainError, ValueError):
        return None


@login_manager.unauthorized_handler
def ask_to_log_in() -> Response | tuple[dict[str, str], int]:
    """To the login page and back; a script gets a plain refusal."""
    if request.accept_mimetypes.best == "application/json":
        return {"melding": "U bent niet meer ingelogd."}, 401
    return redirect(url_for("sessions.show_login", verder=request.full_path if request.method == "GET" else "/"))


@pages.get("/")
def start() -> Response:
    """The worklist, or the front door for who is not logged in."""
    return redirect("/werklijst" if actor().account_id is not None else "/inloggen")


@pages.get("/inloggen")
def show_login() -> str:
    with reading() as work:
        return _login_page(work)


def _login_page(work: Work, error: str = "", email: str = "") -> str:
    settings = work.services.settings
    return page(
        work,
        "inloggen.html",
        error=error,
        email=email or request.args.get("account", ""),
        next_page=request.values.get("verder", ""),
        accounts=demo_accounts(work) if settings.demo else (),
        demo_password=getattr(settings, "demo_password", "") if settings.demo else "",
    )


@pages.post("/inloggen")
def log_in() -> Response | tuple[str, int]:
    """Check e-mail address and password; wrong ones are counted, so that nobody can go on guessing."""
    email = request.form.get("email", "").strip()
    try:
        found = check(factory(), email, request.form.get("wachtwoord", ""), request.remote_addr or "")
    except TooManyAttempts as refused:
        raise TooManyRequests(refused.message, retry_after=refused.seconds) from refused
    except DomainError as refused:
        with reading() as work:
            return _login_page(work, refused.message, email), 400
    session.clear()
    session.permanent = True
    login_user(SessionAccount(found))
    return redirect(_own_page(request.form.get("verder", "")))


@pages.post("/uitloggen")
def log_out() -> Response:
    logout_user()
    session.clear()
    return redirect(url_for("sessions.show_login", uitgelogd=1))


def _own_page(target: str) -> str:
    """The page asked for, when it is one of ours: never send anybody to another site."""
    parts = urlsplit(target)
    own = target.startswith("/") and not target.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return target if own and parts.path != "/" else "/werklijst"
