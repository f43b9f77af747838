"""/v1/berichten: one's own messages."""

from typing import Any

from service.api.acting import reading, writing
from service.api.document import Resource
from service.api.schemas.message_choices import CaseMessageListSchema
from service.api.schemas.notifications import NotificationListSchema, NotificationQuery
from service.usecases import inbox

resource = Resource("berichten", "Uw berichten")


@resource.route("/berichten")
@resource.doc(summary="Uw berichten, nieuwste eerst")
@resource.arguments(NotificationQuery, location="query")
@resource.response(200, NotificationListSchema)
def berichten(query: dict[str, Any]) -> Any:
    with reading() as work:
        return {"rows": inbox.list_notifications(work, **query)}


@resource.route("/berichten/<key:bericht>/gelezen", methods=["POST"])
@resource.doc(summary="Een bericht als gelezen merken")
@resource.response(204)
def bericht_gelezen(bericht: int) -> None:
    with writing() as work:
        inbox.mark_read(work, bericht)


@resource.route("/berichten/<key:bericht>/begrepen", methods=["POST"])
@resource.doc(summary="Bevestigen dat u een alarm of escalatie gelezen en begrepen hebt")
@resource.response(204)
def bericht_begrepen(bericht: int) -> None:
    with writing() as work:
        inbox.acknowledge(work, bericht)


@resource.route("/zaken/<nummer>/berichten")
@resource.doc(summary="Wie de alarmen en escalaties van een zaak kreeg, las en begreep")
@resource.response(200, CaseMessageListSchema)
def zaak_berichten(nummer: str) -> Any:
    with reading() as work:
        return {"rows": inbox.list_case_messages(work, nummer)}
