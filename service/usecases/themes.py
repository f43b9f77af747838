"""A pattern that is escalated without a case and without personal data: the same ladder, the same owners (R115)."""

import re
from dataclasses import dataclass

from sqlalchemy import func, select

from service.db import take_turns
from service.domain.errors import Conflict, FieldError, InvalidInput, NotAllowed
from service.domain.permissions import DIRECTING
from service.models import Escalation, Municipality, TeamRegion
from service.usecases import instances
from service.usecases.escalation_owners import OWNER_ROLES, find_owner
from service.usecases.releases import release_for
from service.usecases.shapes import Choice
from service.usecases.steps import write_event
from service.usecases.work import Work

PROCESS = "ret_thema_escalatie"
MAX_TITLE = 120
_CASE_NUMBER = re.compile(r"[A-Z]{2,}-\d{4}-\d{3,}", re.IGNORECASE)


@dataclass(frozen=True)
class ThemeDraft:
    """What somebody fills in: the pattern, the question, whose decision it is."""

    title: str
    question: str
    municipality_key: str
    no_personal_data: bool


def theme_municipalities(work: Work) -> list[Choice]:
    """The municipalities whose owners the actor's team may ask for a decision; empty for who may not."""
    return [Choice(each.key, each.name) for each, _ in _places(work)]


def start_theme(work: Work, draft: ThemeDraft) -> Escalation:
    """Ask for a decision about a pattern; the actor prepares it, the official of the municipality decides first.

    Raises InvalidInput with every mistake, among them a case number in the text; NotAllowed outside a team's direction.
    """
    places = {municipality.key: (municipality, team_id) for municipality, team_id in _places(work)}
    if not places:
        raise NotAllowed("Alleen wie de procesregie van een team voert, kan een thema voorleggen.")
    _ensure_clear(draft, draft.municipality_key in places)
    municipality, team_id = places[draft.municipality_key]
    release = release_for(work, municipality.region_id, work.today)
    if PROCESS not in work.services.library.get(release.id).processes:
        raise Conflict("De werkwijze van deze regio kent geen escalatie van een thema. Vraag de regiobeheerder.")
    _ensure_owners(work, municipality)
    escalation = Escalation(
        key=_next_key(work), theme=draft.title.strip(), region_id=municipality.region_id,
        municipality_id=municipality.id, team_id=team_id, started_by_id=work.actor.account_id, status="voorbereid",
        start_mode="handmatig", started_on=work.today, question=draft.question.strip(),
    )  # fmt: skip
    work.session.add(escalation)
    work.session.flush()
    data = {
        "escalatie_id": escalation.key, "start_wijze": "handmatig", "gestart_op": work.today.isoformat(),
        "spoed": False, "over_thema": True,
    }  # fmt: skip
    instance = instances.start(work, PROCESS, data, release_id=release.id, join_key=f"escalatie:{escalation.key}")
    write_event(work, instance, "escalatie", "Er is een thema voorgelegd, zonder zaak.")
    return escalation


def _ensure_clear(draft: ThemeDraft, known: bool) -> None:
    mistakes = []
    if not draft.title.strip() or len(draft.title) > MAX_TITLE:
        mistakes.append(FieldError("thema", f"Noem het thema in hoogstens {MAX_TITLE} tekens."))
    if not draft.question.strip():
        mistakes.append(FieldError("beslisvraag", "Schrijf welke beslissing u vraagt."))
    mistakes += [
        FieldError(name, "Hier staat een zaaknummer. Een thema gaat over een patroon; laat de zaak weg.")
        for name, text in (("thema", draft.title), ("beslisvraag", draft.question))
        if _CASE_NUMBER.search(text)
    ]
    if not known:
        mistakes.append(FieldError("gemeente", "Kies een gemeente uit de lijst."))
    if not draft.no_personal_data:
        message = "Bevestig dat er geen gegevens van een kind of gezin in staan. Staan ze er wel, haal ze dan weg."
        mistakes.append(FieldError("zonder_gegevens", message))
    if mistakes:
        raise InvalidInput(fields=mistakes)


def _ensure_owners(work: Work, municipality: Municipality) -> None:
    if missing := [level for level in OWNER_ROLES if find_owner(work, level, municipality) is None]:
        levels = " en ".join(f"{level}e" for level in missing)
        raise Conflict(
            f"De gemeente {municipality.name} heeft nu geen {levels} escalatiehouder. Vraag de gemeente om die eerst "
            "aan te wijzen."
        )


def _places(work: Work) -> list[tuple[Municipality, int]]:
    teams = work.actor.teams(*DIRECTING)
    query = (
        select(Municipality, TeamRegion.team_id).join(TeamRegion, TeamRegion.region_id == Municipality.region_id)
        .where(TeamRegion.team_id.in_(teams)).order_by(Municipality.name)
    )  # fmt: skip
    return [(municipality, team_id) for municipality, team_id in work.session.execute(query)]


def _next_key(work: Work) -> str:
    take_turns(work.session, "thema")
    start = f"THEMA-{work.today.year}-"
    query = select(func.count()).select_from(Escalation).where(Escalation.key.like(f"{start}%"))
    return f"{start}{(work.session.scalar(query) or 0) + 1:03}"
