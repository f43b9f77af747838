"""What suspending and extending asks: a day ahead, a number of working days, and always a reason."""

from datetime import date

from service.domain.errors import FieldError, InvalidInput

MAX_DAYS = 260
MAX_AHEAD = 366


def ensure_clear(today: date, until_on: date, reason: str, *, motivated: bool = True) -> None:
    """Refuse a pause without a day ahead or a reason, or of an emergency without a motivation (`motivated`)."""
    mistakes = [] if reason.strip() else [FieldError("reden", "Schrijf op waarom er gepauzeerd wordt.")]
    if not 0 < (until_on - today).days <= MAX_AHEAD:
        mistakes.append(FieldError("tot", "Kies een dag na vandaag, hooguit een jaar vooruit."))
    if not motivated:
        sentence = "Dit is een spoedzaak. Schrijf op waarom hij toch kan wachten; de manager van de gemeente leest dit."
        mistakes.append(FieldError("motivering", sentence))
    if mistakes:
        raise InvalidInput(fields=mistakes)


def ensure_reason(reason: str) -> None:
    """Refuse what nobody explains."""
    if not reason.strip():
        raise InvalidInput(fields=[FieldError("reden", "Schrijf op waarom.")])


def ensure_days(working_days: int, reason: str) -> None:
    """Refuse an extension without days or a reason."""
    mistakes = [] if reason.strip() else [FieldError("reden", "Schrijf op waarom er meer tijd nodig is.")]
    if not 1 <= working_days <= MAX_DAYS:
        mistakes.append(FieldError("werkdagen", f"Vul een aantal werkdagen in van 1 tot en met {MAX_DAYS}."))
    if mistakes:
        raise InvalidInput(fields=mistakes)


def in_words(working_days: int) -> str:
    """«1 werkdag», «5 werkdagen»."""
    return "1 werkdag" if working_days == 1 else f"{working_days} werkdagen"
