"""The web application as a whole: its headers, its limits, its scheduler."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.adapters.clock import DatabaseClock, SystemClock
from service.app import build_services, create_app, is_up_to_date, upgrade_database
from service.domain.actors import SYSTEM
from service.settings import Settings
from service.usecases.work import WorkFactory
from service.worker import run_mail, run_migrations, run_owners, run_tick, start_scheduler
from tests.world import World


@pytest.fixture
def client(world: World) -> FlaskClient:
    return create_app(world.settings, world.services).test_client()


def test_every_page_says_that_nobody_may_frame_it_or_keep_it(client: FlaskClient) -> None:
    for path in ("/inloggen", "/over", "/bestaat-niet"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "script-src 'self'" in policy
        assert "style-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert "Strict-Transport-Security" not in headers


def test_over_https_the_browser_is_told_to_stay_there(world: World) -> None:
    settings = replace(world.settings, base_url="https://procesregie.example")
    answer = create_app(settings, world.services).test_client().get("/inloggen")
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert "Secure" in answer.headers["Set-Cookie"]


def test_a_form_without_its_token_is_refused(client: FlaskClient) -> None:
    answer = client.post("/inloggen", data={"email": "pr1@voorbeeld.example", "wachtwoord": "samenverder"})
    assert answer.status_code == 400


def test_a_request_that_is_far_too_large_is_refused(client: FlaskClient) -> None:
    assert client.post("/inloggen", data={"email": "a" * 3_000_000}).status_code == 413


@pytest.mark.parametrize(("demo", "kind"), [(True, DatabaseClock), (False, SystemClock)])
def test_only_the_demo_has_a_clock_that_moves(tmp_path: Path, demo: bool, kind: type) -> None:
    services = build_services(Settings.load({}, data_dir=tmp_path, demo=demo))
    assert isinstance(services.clock, kind)
    services.database.close()


def test_the_migrations_make_a_database_that_the_service_runs_on(tmp_path: Path) -> None:
    settings = Settings.load({}, data_dir=tmp_path, demo=True)
    assert not is_up_to_date(settings)
    upgrade_database(settings)
    assert is_up_to_date(settings)
    services = build_services(settings)
    with WorkFactory(services).read(SYSTEM) as work:
        assert work.now.tzinfo is not None
    services.database.close()


def test_the_scheduler_ticks_and_sends_mail_apart_and_never_twice_at_a_time(world: World) -> None:
    scheduler = start_scheduler(world.factory)
    try:
        jobs = scheduler.get_jobs()
        assert {job.func for job in jobs} == {run_tick, run_mail, run_migrations, run_owners}
        assert {(job.coalesce, job.max_instances) for job in jobs} == {(True, 1)}
    finally:
        scheduler.shutdown()


def test_a_tick_that_fails_does_not_stop_the_scheduler(tmp_path: Path) -> None:
    services = build_services(Settings.load({}, data_dir=tmp_path))
    # There are no tables: every tick fails, and only says so.
    run_tick(WorkFactory(services))
    run_mail(WorkFactory(services))
    services.database.close()
