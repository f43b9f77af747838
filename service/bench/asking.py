"""Asking as a person does, through pages and interface, without a network in between."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Person:
    """Who asks."""

    account_id: int
    email: str
    token: str
    team_id: int


class LoggedIn:
    """The person at the interface, with a token, and at the pages, with a session."""

    def __init__(self, app: Any, person: Person, password: str) -> None:
        self._headers = {"Authorization": f"Bearer {person.token}"}
        self._client, self._interface = app.test_client(), app.test_client()
        text = self._client.get("/inloggen").get_data(as_text=True)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)
        self.token = found.group(1) if found else ""
        given = {"csrf_token": self.token, "email": person.email, "wachtwoord": password}
        answer = self._client.post("/inloggen", data=given)
        if answer.status_code != 302:
            raise RuntimeError("cannot log in")

    def api(self, path: str, query: Mapping[str, str]) -> Any:
        return _well(self._interface.get(path, query_string=query, headers=self._headers))

    def page(self, path: str, query: Mapping[str, str]) -> Any:
        return _well(self._client.get(path, query_string=query))

    def send(self, path: str, content: Mapping[str, Any]) -> Any:
        return _well(self._interface.post(path, json=content, headers=self._headers))

    def complete(self, task_id: int, answers: Mapping[str, Any]) -> Any:
        return self.send(f"/v1/taken/{task_id}/afronding", {"gegevens": dict(answers)})


def _well(answer: Any) -> Any:
    if answer.status_code not in (200, 201):
        raise RuntimeError(f"{answer.status_code}: {answer.get_data(as_text=True)[:500]}")
    return answer
