"""The building blocks of diagrams; importing this package registers them all."""

import importlib
import pkgutil

from handlers.registry import Registry, registry


def catalogue() -> Registry:
    """The registry with every module of this package loaded."""
    for module in pkgutil.iter_modules(__path__):
        if module.name != "registry":
            importlib.import_module(f"{__name__}.{module.name}")
    return registry
