"""Side processes: what runs beside the overview, each with its own small instance."""

from datetime import date

from sqlalchemy import select

from service.models import ProcessInstance
from service.usecases.stalls import close_own_stall
from service.usecases.steps import Step

CHECK, CALL, CHANGE = "ret_voortgangscheck", "ret_belmoment", "ret_planwijziging"


def start_side_process(
    step: Step,
    process_key: str,
    cause: str,
    *,
    target: str | None = None,
    from_on: date | None = None,
    emergency: bool = False,
) -> None:
    """Start a process on the same subject with the start variables that it declares.

    A plan change joins the one that is open; a progress check of the same goal and day is started once.
    """
    day = (from_on or step.today).isoformat()
    offered = {
        "gestart_op": step.today.isoformat(),
        "aanleiding": cause,
        "spoed": emergency,
        "doel_id": target or "",
        "vanaf": day,
        "afgesloten_op": day,
        "vorige_rapport_op": day,
    }
    release_id = step.case.release_id if step.case else step.instance.release_id
    processes = step.work.services.library.get(release_id).processes
    if process_key not in processes:
        # A way of working may do without a function: what is not drawn is not started, and that is written down.
        step.event("stap", f"De werkwijze van deze zaak kent het proces {process_key} niet; het is niet gestart.")
        return
    wanted = processes[process_key].start_variables
    data = {name: value for name, value in offered.items() if name in wanted}
    step.start_process(process_key, data, join_key=_join_key(process_key, target, day))
    if step.element.host_element_id is None:
        close_own_stall(step, "plan_bijstellen")


def _join_key(process_key: str, target: str | None, day: str) -> str | None:
    if process_key == CHANGE:
        return "planwijziging"
    return f"check:{target}:{day}" if process_key == CHECK else None


def running(step: Step, *process_keys: str) -> list[ProcessInstance]:
    """The running instances of these processes of the case, oldest first."""
    query = select(ProcessInstance).where(
        ProcessInstance.case_id == step.the_case().id,
        ProcessInstance.status == "running",
        ProcessInstance.process_key.in_(process_keys),
        ProcessInstance.id != step.instance.id,
    )
    return list(step.session.scalars(query.order_by(ProcessInstance.id)))


def cancel_running(step: Step, reason: str, *process_keys: str) -> int:
    """End all running instances of these processes of the case; returns how many."""
    found = running(step, *process_keys)
    for instance in found:
        step.cancel(instance.id, reason)
    return len(found)
