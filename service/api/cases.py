"""/v1/zaken: the cases a role may see, with their history, plan, tasks and escalations."""

from typing import Any

from service.api.acting import reading
from service.api.document import Resource
from service.api.schemas.basic import PageQuery
from service.api.schemas.cases import CasePageSchema, CaseQuery, CaseSchema, EventPageSchema
from service.api.schemas.plans import EscalationListSchema, PlanListSchema
from service.api.schemas.tasks import TaskListSchema
from service.usecases import case_reads, escalation_reads, plan_reads, timelines

resource = Resource("zaken", "Zaken die u mag zien")


@resource.route("/zaken")
@resource.doc(summary="Zaken die u mag zien, nieuwste eerst")
@resource.arguments(CaseQuery, location="query")
@resource.response(200, CasePageSchema)
def zaken(query: dict[str, Any]) -> Any:
    with reading() as work:
        rows, following = case_reads.list_cases(work, **query)
        return {"rows": rows, "next": following}


@resource.route("/zaken/<nummer>")
@resource.doc(summary="Een zaak; wat uw rol niet mag zien, staat er niet in")
@resource.response(200, CaseSchema)
def zaak(nummer: str) -> Any:
    with reading() as work:
        return case_reads.get_case(work, nummer)


@resource.route("/zaken/<nummer>/gebeurtenissen")
@resource.doc(summary="Wat er in een zaak gebeurde, nieuwste eerst")
@resource.arguments(PageQuery, location="query")
@resource.response(200, EventPageSchema)
def gebeurtenissen(query: dict[str, Any], nummer: str) -> Any:
    with reading() as work:
        rows, following = timelines.get_events(work, nummer, **query)
        return {"rows": rows, "next": following}


@resource.route("/zaken/<nummer>/planversies")
@resource.doc(summary="Alle versies van het plan, nieuwste eerst")
@resource.response(200, PlanListSchema)
def planversies(nummer: str) -> Any:
    with reading() as work:
        return {"rows": plan_reads.get_plan_versions(work, nummer)}


@resource.route("/zaken/<nummer>/taken")
@resource.doc(summary="De open taken van een zaak die u mag zien")
@resource.response(200, TaskListSchema)
def taken_van_zaak(nummer: str) -> Any:
    with reading() as work:
        return {"rows": case_reads.get_tasks(work, nummer)}


@resource.route("/zaken/<nummer>/escalaties")
@resource.doc(summary="De escalaties van een zaak")
@resource.response(200, EscalationListSchema)
def escalaties_van_zaak(nummer: str) -> Any:
    with reading() as work:
        return {"rows": escalation_reads.get_case_escalations(work, nummer)}
