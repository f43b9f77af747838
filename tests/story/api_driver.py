"""The story as another system tells it: HTTP and bearer tokens, nothing of our own code on this side."""

import json
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from service.usecases import clocks
from service.usecases.accounts import create_token
from tests.story.answers import Data
from tests.world import World

ACTIONS = {"plan_wijzigen": "planwijziging", "afschalen_voorstellen": "afschaalvoorstel"}


class ApiDriver:
    """Plays the story through /v1; only the clock is moved by other means."""

    def __init__(self, world: World, address: str) -> None:
        self.world, self.address, self.number = world, address, ""
        self._tokens: dict[str, str] = {}

    def register(self, municipality: str, data: Data) -> str:
        receipt = self._send(None, "/meldingen", {"gemeente": municipality, "gegevens": dict(data)})
        self.number = receipt["zaaknummer"]
        return self.number

    def complete(self, who: str, element: str, data: Data, *, on_behalf: str | None = None) -> None:
        task = self._open_task(who, element)
        known = self._get(who, f"/taken/{task}")["gegevens"]
        body: dict[str, Any] = {"gegevens": {**known, **data}}
        if on_behalf:
            body |= {"namens": on_behalf, "kanaal": "telefoon"}
        done = self._send(who, f"/taken/{task}/afronding", body, key=f"afronden-{task}")
        # A connection that broke before the answer came: the same key gives the same answer, and does nothing twice.
        assert self._send(who, f"/taken/{task}/afronding", body, key=f"afronden-{task}") == done

    def act(self, who: str, action: str) -> None:
        self._send(who, f"/zaken/{self.number}/{ACTIONS[action]}", {})

    def forward(self, amount: str) -> None:
        clocks.forward(self.world.factory, amount)

    def status(self, who: str) -> str:
        label: str = self._get(who, "/zaken", zoek=self.number)["resultaten"][0]["statusNaam"]
        return label

    def _open_task(self, who: str, element: str) -> int:
        """The task with this element id on the person's worklist, taken from the pool when nobody has it."""
        asked = {"bereik": "alles", "zaaknummer": self.number, "aantal": "100"}
        pages = [self._get(who, "/taken", wanneer=when, **asked) for when in ("nu", "gepland")]
        rows = [row for page in pages for row in page["resultaten"]]
        found = [row for row in rows if row["soort"] == element]
        assert found, f"no open task {element}; {who} sees {[row['soort'] for row in rows]}"
        if found[0]["magOppakken"] and not found[0]["vanMij"]:
            self._send(who, f"/taken/{found[0]['id']}/toewijzing", {})
        task: int = found[0]["id"]
        return task

    def _get(self, who: str | None, path: str, **query: str) -> Any:
        return self._call(who, f"{path}?{urlencode(query)}" if query else path)

    def _send(self, who: str | None, path: str, body: Data, key: str = "") -> Any:
        return self._call(who, path, json.dumps(body).encode(), {"Idempotency-Key": key} if key else {})

    def _call(self, who: str | None, path: str, body: bytes | None = None, headers: Any = ()) -> Any:
        sent = {"Accept": "application/json", "Content-Type": "application/json", **dict(headers)}
        if who is not None:
            sent["Authorization"] = f"Bearer {self._token(who)}"
        request = Request(f"{self.address}/v1{path}", data=body, headers=sent)  # noqa: S310 - our own server
        try:
            with urlopen(request) as answer:  # noqa: S310 - idem
                content = answer.read()
        except HTTPError as refused:
            with refused:
                raise AssertionError(f"{path} as {who}: {refused.read().decode()}") from refused
        return json.loads(content) if content else None

    def _token(self, who: str) -> str:
        if who not in self._tokens:
            account_id = self.world.actor(who).account_id
            assert account_id is not None
            with self.world.factory.write() as work:
                self._tokens[who] = create_token(work, account_id, "koppeling")
        return self._tokens[who]
