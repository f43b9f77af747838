"""Drawing a diagram that has no drawing: lanes, columns in the order of the flow, lines around what stands there."""

from service.engine.layout.boxes import Box
from service.engine.layout.draw import draw, has_drawing
from service.engine.layout.router import Obstacle, Router

__all__ = ["Box", "Obstacle", "Router", "draw", "has_drawing"]
