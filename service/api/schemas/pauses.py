"""Terms, pauses and moved dates on the wire."""

from service.api.fields import Day, Instant, Rows, Text, Whole, Wire, YesNo, at_most, between, filled
from service.domain.pausing import MAX_DAYS

_REASON = [filled(), at_most(2000)]


class PauseSchema(Wire):
    """A pause of the case, or of one task."""

    name = "Pauze"
    task = Text(data_key="taak", allow_none=True)
    started_on = Day(data_key="van", required=True)
    until_on = Day(data_key="tot", required=True)
    ended_on = Day(data_key="hervatOp", allow_none=True)
    reason = Text(data_key="reden", allow_none=True)
    motivation = Text(data_key="motivering", allow_none=True)
    end_reason = Text(data_key="redenHervatting", allow_none=True)
    started_by = Text(data_key="door", allow_none=True)
    ended_by = Text(data_key="hervatDoor", allow_none=True)
    working_days = Whole(data_key="werkdagen", allow_none=True)


class TermSchema(Wire):
    """An open task with its term; `vast` belongs to an escalation and is not moved by a pause."""

    name = "Termijn"
    task_id = Whole(data_key="taak", required=True)
    name_ = Text(attribute="name", data_key="naam", required=True)
    subject = Text(data_key="onderwerp", required=True)
    due_on = Day(data_key="vervaltOp", required=True)
    paused_until = Day(data_key="gepauzeerdTot", allow_none=True)
    fixed = YesNo(data_key="vast", required=True)


class DateMoveSchema(Wire):
    """One date that moved; with a time it is a signal and not the date of a task."""

    name = "Verschuiving"
    at = Instant(data_key="tijdstip", required=True)
    what = Text(data_key="wat", required=True)
    old_on = Day(data_key="was", required=True)
    new_on = Day(data_key="werd", required=True)
    time = Text(data_key="uur", allow_none=True)
    working_days = Whole(data_key="werkdagen", required=True)
    by = Text(data_key="door", allow_none=True)
    reason = Text(data_key="reden", required=True)


class TermsSchema(Wire):
    """The terms of a case and how they moved, newest first."""

    name = "Termijnen"
    paused_until = Day(data_key="gepauzeerdTot", allow_none=True)
    emergency = YesNo(data_key="spoed", required=True)
    may_move = YesNo(data_key="magVerschuiven", required=True)
    terms = Rows(TermSchema, data_key="termijnen", required=True)
    pauses = Rows(PauseSchema, data_key="pauzes", required=True)
    moves = Rows(DateMoveSchema, data_key="verschuivingen", required=True)


class ResumeBody(Wire):
    """Why it goes on."""

    name = "Hervatting"
    reason = Text(data_key="reden", required=True, validate=_REASON)


class SuspendTermBody(ResumeBody):
    """Until which day a term stands still, and why."""

    name = "PauzeTermijn"
    until_on = Day(data_key="tot", required=True)


class SuspendBody(SuspendTermBody):
    """Until which day a case stands still, and why; for an emergency also why it can wait."""

    name = "PauzeZaak"
    motivation = Text(data_key="motivering", load_default="", validate=at_most(2000))


class EmergencyBody(Wire):
    """An earlier day for an emergency term that takes long, or why it can wait: one of the two."""

    name = "Spoedtermijn"
    earlier_on = Day(data_key="datum", load_default=None, allow_none=True)
    motivation = Text(data_key="motivering", load_default="", validate=at_most(2000))


class ExtendBody(ResumeBody):
    """How many working days more, and why."""

    name = "Verlenging"
    working_days = Whole(data_key="werkdagen", required=True, validate=between(1, MAX_DAYS))
