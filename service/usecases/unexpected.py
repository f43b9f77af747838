"""What nobody foresaw while a page or the API answered: logged and recorded as an incident, never silent."""

import structlog

from service.usecases.incidents import record_incident
from service.usecases.work import Services

log = structlog.get_logger(__name__)
MESSAGE = "Een pagina of verzoek is niet gelukt. Er is niets half gedaan; er wordt naar gekeken."


def note_unexpected(services: Services, error: BaseException, where: str | None) -> None:
    """Log and record an error by its kind and place; its text stays out, since it may hold personal data."""
    kind, place = type(error).__name__, _place(error)
    log.error("unexpected_error", error=kind, place=place, endpoint=where)
    try:
        record_incident(services, MESSAGE, f"{kind} at {place} ({where})", element_id=where)
    except Exception as second:  # the database itself may be what fails: the log above still has the first error
        log.error("incident_not_recorded", error=type(second).__name__, place=_place(second))


def _place(error: BaseException) -> str:
    """File and line where it happened."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
