"""/v1/taken: the worklist, and doing its work."""

from typing import Any

from service.api.acting import once, reading, writing
from service.api.document import Resource
from service.api.schemas.basic import FormSchema
from service.api.schemas.tasks import (
    AssignBody,
    CompleteBody,
    CompletionSchema,
    TaskDetailSchema,
    TaskPageSchema,
    TaskQuery,
)
from service.forms import schema_json
from service.usecases import task_reads, tasks
from service.usecases.shapes import TaskFilter
from service.usecases.tasks import OnBehalf
from service.usecases.work import Work

resource = Resource("taken", "De werklijst")


@resource.route("/taken")
@resource.doc(summary="Uw werklijst, wat het eerst vervalt bovenaan")
@resource.arguments(TaskQuery, location="query")
@resource.response(200, TaskPageSchema)
def taken(query: dict[str, Any]) -> Any:
    with reading() as work:
        page = task_reads.list_tasks(work, TaskFilter(**query))
        return {"rows": page.rows, "next": page.next, "counts": page}


@resource.route("/taken/<key:taak>")
@resource.doc(summary="Een taak, met wat al bekend of ingevuld is")
@resource.response(200, TaskDetailSchema)
def taak_lezen(taak: int) -> Any:
    with reading() as work:
        return task_reads.get_task(work, taak)


@resource.route("/taken/<key:taak>/formulier")
@resource.doc(summary="Het formulier van een taak: velden, keuzes en regels")
@resource.response(200, FormSchema)
def formulier(taak: int) -> Any:
    with reading() as work:
        found = task_reads.get_task(work, taak)
        return schema_json(found.form, found.scope)


@resource.route("/taken/<key:taak>/toewijzing", methods=["POST"])
@resource.doc(summary="Een taak zelf oppakken, of met een reden aan iemand geven")
@resource.arguments(AssignBody)
@resource.response(204)
def toewijzen(body: dict[str, Any], taak: int) -> None:
    with writing() as work:
        if body["account"] is None:
            tasks.claim(work, taak)
        else:
            tasks.assign(work, taak, body["account"], body["reason"])


@resource.route("/taken/<key:taak>/vrijgave", methods=["POST"])
@resource.doc(summary="Een taak teruggeven aan de groep")
@resource.response(204)
def vrijgeven(taak: int) -> None:
    with writing() as work:
        tasks.release(work, taak)


@resource.route("/taken/<key:taak>/afronding", methods=["POST"])
@resource.idempotent
@resource.doc(summary="Een taak afronden; het proces gaat verder")
@resource.arguments(CompleteBody)
@resource.response(200, CompletionSchema)
def afronden(body: dict[str, Any], taak: int) -> Any:
    with writing() as work:
        return once(work, lambda: _complete(work, taak, body))


def _complete(work: Work, task_id: int, body: dict[str, Any]) -> dict[str, Any]:
    name = body["on_behalf_of"]
    behalf = OnBehalf(name, body["channel"], body["answered_on"]) if name else None
    done = tasks.complete(work, task_id, body["data"], on_behalf=behalf)
    return {"zaaknummer": done.case_number, "volgendeTaken": list(done.next_task_ids)}
