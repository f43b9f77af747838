"""A small form that was refused: what is wrong at which field, and what was filled in, so that nothing is lost."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.errors import InvalidInput


@dataclass(frozen=True)
class Refused:
    """A form that was refused, with what was filled in."""

    error: InvalidInput
    form: str
    filled: Mapping[str, str]
    chosen: tuple[int, ...] = ()

    @property
    def problems(self) -> list[dict[str, str]]:
        """What is wrong, each with where to put it right."""
        return [{"href": f"#{self.form}-{one.path}", "message": one.message} for one in self.error.fields]

    def at(self, form: str, field: str) -> str:
        """What is wrong at a field of a form."""
        if form != self.form:
            return ""
        return next((one.message for one in self.error.fields if one.path == field), "")

    def was(self, form: str, field: str) -> str:
        """What was filled in there."""
        return self.filled.get(field, "") if form == self.form else ""
