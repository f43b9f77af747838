"""The web application for tests: putting it together takes longer than most tests, so a closed service hands it on."""

from flask import Flask

from service.app import create_app
from service.usecases.work import WorkFactory
from tests.world import World

_MADE: list[tuple[Flask, World]] = []


def app_for(world: World) -> Flask:
    """Pages and API on this service; the application of an earlier test, when the service of that one is closed."""
    for number, (app, used_by) in enumerate(_MADE):
        if used_by is world or used_by.closed:
            _MADE[number] = (app, world)
            _hand_over(app, world)
            return app
    _MADE.append((create_app(world.settings, world.services), world))
    return _MADE[-1][0]


def _hand_over(app: Flask, world: World) -> None:
    factory = WorkFactory(world.services)
    app.extensions.update({name: factory for name, found in app.extensions.items() if isinstance(found, WorkFactory)})
