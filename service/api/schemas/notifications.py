"""Messages on the wire."""

from service.api.fields import Day, Instant, Rows, Text, Whole, Wire, YesNo


class NotificationQuery(Wire):
    """Which messages."""

    name = "BerichtenFilter"
    unread_only = YesNo(
        data_key="alleenOngelezen", load_default=False, metadata={"description": "Alleen wat nog niet gelezen is"}
    )


class NotificationSchema(Wire):
    """One message."""

    name = "Bericht"
    id = Whole(required=True)
    kind = Text(data_key="soort", required=True)
    text = Text(data_key="tekst", required=True)
    case_number = Text(data_key="zaaknummer", allow_none=True)
    task_id = Whole(data_key="taak", allow_none=True)
    due_on = Day(data_key="vervaltOp", allow_none=True)
    created_at = Instant(data_key="gemaaktOp", required=True)
    unread = YesNo(data_key="ongelezen", required=True)
    on_behalf_of = Text(data_key="namens", allow_none=True)
    to_acknowledge = YesNo(data_key="teBevestigen", required=True)
    acknowledged_at = Instant(data_key="begrepenOp", allow_none=True)


class NotificationListSchema(Wire):
    """One's own messages, newest first."""

    name = "Berichten"
    rows = Rows(NotificationSchema, data_key="resultaten", required=True)
