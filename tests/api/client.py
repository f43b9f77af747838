"""An integrator's view of the service: HTTP with a bearer token, nothing else."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.app import create_app
from service.usecases.accounts import create_token
from tests.story.story import Data
from tests.world import World

PROBLEM = "application/problem+json"


class ApiClient:
    """One account's access; without a key it is anybody's."""

    def __init__(self, http: FlaskClient, headers: dict[str, str]) -> None:
        self.http, self.headers = http, headers

    def get(self, path: str, **query: Any) -> TestResponse:
        return self.http.get(f"/v1{path}", query_string=query, headers=self.headers)

    def post(self, path: str, body: Any = None, key: str | None = None) -> TestResponse:
        headers = {**self.headers, **({"Idempotency-Key": key} if key else {})}
        return self.http.post(f"/v1{path}", json=body, headers=headers)

    def found(self, path: str, **query: Any) -> Any:
        """The body of an answer that must succeed."""
        response = self.get(path, **query)
        assert response.status_code == 200, (path, response.get_data(as_text=True))
        return response.get_json()


class Door:
    """Hands out clients."""

    def __init__(self, world: World) -> None:
        self.world, self.http = world, create_app(world.settings, world.services).test_client()
        self._tokens: dict[str, str] = {}

    def token(self, who: str) -> str:
        if who not in self._tokens:
            account_id = self.world.actor(who).account_id
            assert account_id is not None
            with self.world.factory.write() as work:
                self._tokens[who] = create_token(work, account_id, "test")
        return self._tokens[who]

    def as_(self, who: str) -> ApiClient:
        return ApiClient(self.http, {"Authorization": f"Bearer {self.token(who)}"})

    def anybody(self) -> ApiClient:
        return ApiClient(self.http, {})


class ApiDriver:
    """Plays the story through the API alone; only time itself moves by other means."""

    def __init__(self, door: Door, forward: Any) -> None:
        self.door, self._forward, self.number = door, forward, ""

    def register(self, municipality: str, data: Data) -> str:
        answer = self.door.anybody().post("/meldingen", {"gemeente": municipality, "gegevens": data})
        assert answer.status_code == 201, answer.get_data(as_text=True)
        self.number = answer.get_json()["zaaknummer"]
        return self.number

    def open_task(self, client: ApiClient, element: str) -> int:
        query = {"bereik": "alles", "zaaknummer": self.number, "aantal": 100}
        rows = [
            row for when in ("nu", "gepland") for row in client.found("/taken", wanneer=when, **query)["resultaten"]
        ]
        found: list[int] = [row["id"] for row in rows if row["soort"] == element]
        assert found, f"no open task {element}; open are {[row['soort'] for row in rows]}"
        return found[0]

    def complete(self, who: str, element: str, data: Data, *, on_behalf: str | None = None) -> None:
        client = self.door.as_(who)
        task = self.open_task(client, element)
        known = client.found(f"/taken/{task}")["gegevens"]
        body: dict[str, Any] = {"gegevens": {**known, **data}}
        if on_behalf:
            body |= {"namens": on_behalf, "kanaal": "telefoon"}
        answer = client.post(f"/taken/{task}/afronding", body, key=f"{element}-{task}")
        assert answer.status_code == 200, (element, answer.get_data(as_text=True))

    def act(self, who: str, action: str) -> None:
        path = {"plan_wijzigen": "planwijziging", "afschalen_voorstellen": "afschaalvoorstel"}[action]
        answer = self.door.as_(who).post(f"/zaken/{self.number}/{path}")
        assert answer.status_code == 200, answer.get_data(as_text=True)

    def forward(self, amount: str) -> None:
        self._forward(amount)

    def status(self, who: str) -> str:
        rows = self.door.as_(who).found("/zaken", zoek=self.number)["resultaten"]
        label: str = rows[0]["statusNaam"]
        return label
