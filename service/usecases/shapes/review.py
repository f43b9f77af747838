"""The shape of a review of a placement."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ReviewView:
    """A review as its requester and the team see it; without judgements as long as there are not two."""

    key: str
    case_number: str | None
    municipality: str
    kind_label: str
    submitted_on: date
    requested_by: str | None
    reference: str | None
    age: int | None
    intention: str | None
    outcome_label: str | None
    first_label: str | None
    second_label: str | None
    explanation: str | None
    decided_on: date | None
    withdrawn: bool

    @property
    def differ(self) -> bool:
        """Whether the two experts judged differently."""
        return self.first_label != self.second_label
