"""Somebody at a desk without scripts: pages are asked for, forms are read as they stand and sent back."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.application import app_for
from tests.story.names import mail_of
from tests.world import World


class _Page(HTMLParser):
    """What a page holds, as far as the tests ask: ids, links, hidden fields, tokens."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids, self.links, self.tokens, self.shown = list[str](), list[str](), list[str](), list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if found := given.get("id"):
            self.ids.append(found)
        if tag == "a":
            self.links.append(given.get("href") or "")
        if given.get("name") == "csrf_token":
            self.tokens.append(given.get("value") or "")
        if (field := given.get("data-veld")) and "hidden" not in given:
            self.shown.append(field)


def page_of(answer: TestResponse) -> _Page:
    return _Page(text_of(answer))


def text_of(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


class Desk:
    """One person's browser, with cookies and tokens."""

    def __init__(self, http: FlaskClient) -> None:
        self.http, self.token = http, ""

    def get(self, path: str, **query: Any) -> TestResponse:
        answer = self.http.get(path, query_string=query or None)
        self.token = next(iter(page_of(answer).tokens), self.token)
        return answer

    def found(self, path: str, **query: Any) -> str:
        """The page, which must be there."""
        answer = self.get(path, **query)
        assert answer.status_code == 200, (path, answer.status_code, text_of(answer)[:2000])
        return text_of(answer)

    def post(self, path: str, data: Mapping[str, Any] | None = None, **more: Any) -> TestResponse:
        return self.http.post(path, data={"csrf_token": self.token, **(data or {})}, **more)


class Building:
    """The service with a desk for everybody."""

    def __init__(self, world: World) -> None:
        self.world, self.app = world, app_for(world)

    def visitor(self) -> Desk:
        return Desk(self.app.test_client())

    def desk(self, who: str) -> Desk:
        made = self.visitor()
        made.get("/inloggen")
        password = self.world.settings.demo_password
        answer = made.post("/inloggen", {"email": mail_of(who), "wachtwoord": password})
        assert answer.status_code == 302, text_of(answer)
        made.get("/berichten")
        return made


def posted(data: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as a page without scripts sends them: rows are numbered, yes and no are words."""
    sent: dict[str, Any] = {}
    for name, value in data.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            for number, row in enumerate(value):
                sent |= {f"{name}.{number}.{column}": _typed(given) for column, given in row.items()}
        else:
            sent[name] = _typed(value)
    return sent


def _typed(value: Any) -> Any:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return value if isinstance(value, list) else str(value)
