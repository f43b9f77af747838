"""Rectangles and points of a drawing, in pixels with y downwards, and the room that a label takes."""

from dataclasses import dataclass

Point = tuple[float, float]
TASK = (120.0, 80.0)
EVENT = (36.0, 36.0)
GATEWAY = (50.0, 50.0)
_LETTER, _LINE = 5.9, 14.0


@dataclass
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def meets(self, other: "Box", margin: float = 0) -> bool:
        """Whether they overlap, or lie nearer than the margin."""
        across = self.x < other.right + margin and other.x < self.right + margin
        return across and self.y < other.bottom + margin and other.y < self.bottom + margin

    def moved(self, x: float, y: float) -> "Box":
        return Box(self.x + x, self.y + y, self.width, self.height)


def size_of(kind: str) -> tuple[float, float]:
    """How large an element of a kind is drawn."""
    if kind.endswith("Event"):
        return EVENT
    return GATEWAY if kind.endswith("Gateway") else TASK


def has_label_outside(kind: str) -> bool:
    """Whether the name stands beside the shape and not in it."""
    return kind.endswith(("Event", "Gateway")) or kind.startswith("data")


def label_size(text: str, width: float = 90) -> tuple[float, float]:
    """Width and height of a text that is broken into lines of about this width."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        if line and (len(line) + 1 + len(word)) * _LETTER > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    lines.append(line)
    return max(map(len, lines)) * _LETTER + 6, len(lines) * _LINE


def covering(boxes: list[Box]) -> Box:
    """The smallest box around all of them."""
    x, y = min(one.x for one in boxes), min(one.y for one in boxes)
    return Box(x, y, max(one.right for one in boxes) - x, max(one.bottom for one in boxes) - y)
