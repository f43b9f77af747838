"""A case to play, as in the process tests."""

from tests.process.conftest import play

__all__ = ["play"]
