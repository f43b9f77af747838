"""/v1/berichten/voorkeuren, /v1/afwezigheid, and mail that did not arrive."""

from typing import Any

from service.api.acting import reading, writing
from service.api.document import Resource
from service.api.schemas.message_choices import (
    AbsenceBody,
    AbsenceListSchema,
    AbsenceQuery,
    BounceBody,
    PersonListSchema,
    PreferencesBody,
    PreferencesSchema,
    SendAgainBody,
    UndeliveredListSchema,
)
from service.usecases import absences, undelivered
from service.usecases.preferences import get_preferences, save_preferences

resource = Resource("voorkeuren", "Hoe u berichten krijgt, afwezigheid, en e-mail die niet aankwam")


@resource.route("/berichten/voorkeuren")
@resource.doc(summary="Hoe u berichten krijgt")
@resource.response(200, PreferencesSchema)
def meldingen() -> Any:
    with reading() as work:
        return get_preferences(work)


@resource.route("/berichten/voorkeuren", methods=["PUT"])
@resource.doc(summary="Kiezen hoe u berichten krijgt")
@resource.arguments(PreferencesBody)
@resource.response(200, PreferencesSchema)
def meldingen_kiezen(body: dict[str, Any]) -> Any:
    with writing() as work:
        save_preferences(work, body["mode"], body["hour"], body["in_app_only"])
        return get_preferences(work)


@resource.route("/afwezigheid")
@resource.doc(summary="Uw afwezigheid, die van wie u het vastlegt, en waar u waarneemt")
@resource.response(200, AbsenceListSchema)
def afwezigheid() -> Any:
    with reading() as work:
        return {"rows": absences.list_absences(work)}


@resource.route("/afwezigheid/waarnemers")
@resource.doc(summary="Wie kan waarnemen")
@resource.arguments(AbsenceQuery, location="query")
@resource.response(200, PersonListSchema)
def waarnemers(query: dict[str, Any]) -> Any:
    with reading() as work:
        return {"rows": absences.find_substitutes(work, query["account"] or work.actor.account_id or 0)}


@resource.route("/afwezigheid", methods=["POST"])
@resource.doc(summary="Afwezigheid met een waarnemer vastleggen")
@resource.arguments(AbsenceBody)
@resource.response(201, AbsenceListSchema)
def afwezigheid_vastleggen(body: dict[str, Any]) -> Any:
    with writing() as work:
        person = body["account"] or work.actor.account_id or 0
        new = absences.record_absence(work, person, body["from_on"], body["until_on"], body["substitute"])
        return {"rows": [row for row in absences.list_absences(work) if row.id == new]}


@resource.route("/afwezigheid/<key:afwezigheid>/beeindiging", methods=["POST"])
@resource.doc(summary="Afwezigheid beëindigen of intrekken")
@resource.response(204)
def afwezigheid_beeindigen(afwezigheid: int) -> None:
    with writing() as work:
        absences.end_absence(work, afwezigheid)


@resource.route("/mail/niet-aangekomen")
@resource.doc(summary="E-mail die niet aankwam, oudste eerst")
@resource.response(200, UndeliveredListSchema)
def mail_niet_aangekomen() -> Any:
    with reading() as work:
        return {"rows": undelivered.list_undelivered(work)}


@resource.route("/mail/<key:mail>/opnieuw", methods=["POST"])
@resource.doc(summary="Een e-mail die niet aankwam opnieuw versturen")
@resource.arguments(SendAgainBody)
@resource.response(204)
def mail_opnieuw(body: dict[str, Any], mail: int) -> None:
    with writing() as work:
        undelivered.send_again(work, mail, body["address"])


@resource.route("/mail/teruggekomen", methods=["POST"])
@resource.doc(summary="Melden dat een verstuurde e-mail is teruggekomen (alleen de beheerder)")
@resource.arguments(BounceBody)
@resource.response(204)
def mail_teruggekomen(body: dict[str, Any]) -> None:
    with writing() as work:
        undelivered.note_bounce(work, body["message_id"], body["reason"])
