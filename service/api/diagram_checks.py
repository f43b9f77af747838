"""/v1/diagramcontrole: send in diagrams and forms and hear what the gate finds; nothing is kept."""

from typing import Any

from service.api.acting import reading
from service.api.document import Resource
from service.api.schemas.diagram_checks import DiagramCheckQuery, DiagramCheckSchema, DiagramUpload
from service.usecases.diagram_uploads import MAX_FILE, check_upload

resource = Resource("diagramcontrole", "Diagrammen en formulieren laten keuren")


@resource.route("/diagramcontrole", methods=["POST"])
@resource.doc(summary="Diagrammen en formulieren laten keuren zonder ze te bewaren")
@resource.arguments(DiagramUpload, location="files")
@resource.arguments(DiagramCheckQuery, location="query")
@resource.response(200, DiagramCheckSchema)
def diagrammen_keuren(upload: dict[str, Any], query: dict[str, Any]) -> Any:
    files = [(file.filename or "", file.read(MAX_FILE)) for file in upload["files"]]
    with reading() as work:
        return check_upload(work, files, query["region"] or None, trial=query["trial"])
