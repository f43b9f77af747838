"""The demo: believable histories, replayed through the same use cases as real work, the clock moving forward only."""

from service.demo.defects import DemoDefect
from service.demo.replay import DemoReport, load_demo

__all__ = ["DemoDefect", "DemoReport", "load_demo"]
