"""An integrator's view of the service: HTTP with a bearer token, nothing else."""

from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.usecases.accounts import create_token
from tests.application import app_for
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

    def put(self, path: str, body: Any) -> TestResponse:
        return self.http.put(f"/v1{path}", json=body, headers=self.headers)

    def delete(self, path: str, **query: Any) -> TestResponse:
        return self.http.delete(f"/v1{path}", query_string=query, headers=self.headers)

    def upload(self, path: str, name: str, data: bytes) -> TestResponse:
        return self.http.post(f"/v1{path}", data={"bestand": (BytesIO(data), name)}, headers=self.headers)

    def found(self, path: str, **query: Any) -> Any:
        """The body of an answer that must succeed."""
        response = self.get(path, **query)
        assert response.status_code == 200, (path, response.get_data(as_text=True))
        return response.get_json()


class Door:
    """Hands out clients."""

    def __init__(self, world: World) -> None:
        self.world, self.http = world, app_for(world).test_client()
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
