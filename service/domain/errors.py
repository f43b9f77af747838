"""Errors a person can do something about: one class, one Dutch sentence that says what is wrong and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class FieldError:
    """A mistake at one field; `path` is `veld` or `doelen.0.omschrijving`, `message` is Dutch."""

    path: str
    message: str


class DomainError(Exception):
    """A refused action; the step is rolled back and nothing is lost."""

    sentence: ClassVar[str] = "Dit kan nu niet."

    def __init__(self, message: str | None = None, fields: Sequence[FieldError] = ()) -> None:
        self.message = message or self.sentence
        self.fields = tuple(fields)
        super().__init__(self.message)


class InvalidInput(DomainError):
    """The input has mistakes; all of them are in `fields`."""

    sentence = "Er ontbreekt nog iets of er klopt iets niet. Kijk bij de velden hieronder."


class NotFound(DomainError):
    """It does not exist, or it is not for this actor: both look the same from outside."""

    sentence = "Dit is niet gevonden, of het is niet voor u."


class NotAllowed(DomainError):
    """The actor may see this, but not do it."""

    sentence = "U mag dit niet doen. Vraag de procesregisseur of de secretaris van het team."


class NotLoggedIn(DomainError):
    """No valid session or token."""

    sentence = "U bent niet ingelogd. Log in en probeer het opnieuw."


class Conflict(DomainError):
    """Somebody or something else was first."""

    sentence = "Dit is intussen veranderd. Ververs de pagina en probeer het opnieuw."


class Overtaken(Conflict):
    """Two things wanted the same case at the same moment and this one lost; doing it again may well succeed."""

    sentence = (
        "Iemand anders was op hetzelfde moment met deze zaak bezig. Er is niets veranderd. "
        "Ververs de pagina en probeer het opnieuw."
    )


class TaskAlreadyCompleted(Conflict):
    """The task was completed before this attempt; the message names who and when."""

    sentence = "Deze taak is al afgerond."


class TaskNotOpen(Conflict):
    """The task is not open (any more)."""

    sentence = "Deze taak staat niet (meer) open. Kijk op de zaakpagina wat er nu loopt."


class StepFailed(DomainError):
    """Something unexpected happened in a step: rolled back, recorded as an incident, visible to the operator."""

    sentence = (
        "Er ging iets mis bij deze stap. Er is niets half gedaan en uw gegevens zijn als concept bewaard. "
        "De beheerder ziet deze storing en kijkt ernaar; probeer het later opnieuw."
    )
