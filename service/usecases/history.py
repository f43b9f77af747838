"""Writing the history of a case, or of a theme: lines that stay."""

from collections.abc import Mapping
from typing import Any

from service.models import Event, ProcessInstance
from service.ports import ElementRef
from service.usecases.work import Work


def write_event(
    work: Work,
    instance: ProcessInstance | None,
    kind: str,
    text: str,
    *,
    automatic: bool = False,
    element: ElementRef | None = None,
    case_id: int | None = None,
    on_behalf_of: str | None = None,
    data: Mapping[str, Any] | None = None,
) -> Event:
    """Append one line to the history; what it counts for is the work's day."""
    event = Event(
        case_id=case_id or (instance.case_id if instance else None),
        attempt_id=instance.attempt_id if instance else None,
        instance_id=instance.id if instance else None,
        at=work.now,
        day=work.today,
        kind=kind,
        text=text,
        process_key=element.process_key if element else None,
        element_id=element.element_id or None if element else None,
        automatic=automatic or work.actor.system,
        actor_id=work.actor.account_id,
        on_behalf_of=on_behalf_of,
        data=dict(data or {}),
    )
    work.session.add(event)
    return event
