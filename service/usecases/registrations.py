"""The front door: the municipality first, then the form of its region; nothing is kept before it is sent (R028)."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from service.domain.errors import NotFound
from service.domain.residence import responsible_municipality
from service.forms import FormScope, validate
from service.models import (
    Case,
    ExpertTeam,
    Municipality,
    ProcessInstance,
    Region,
    RegistrationAttempt,
    Release,
    Submission,
    Task,
    TeamRegion,
)
from service.settings import RegionConfig
from service.usecases import instances
from service.usecases.regions import ensure_active
from service.usecases.releases import release_for
from service.usecases.shapes import Choice, RegistrationReceipt, RegistrationStart
from service.usecases.task_forms import get_form, scope_for
from service.usecases.work import Work

FORM = "registreren"
OVERVIEW = "ret_procesregie"
REFUSED = "niet_toegelaten_doorverwezen"
# Without characters that look alike when somebody reads a reference aloud.
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def municipalities(work: Work) -> list[Choice]:
    """All municipalities, for the first question of a registration."""
    return [Choice(m.key, m.name) for m in work.session.scalars(select(Municipality).order_by(Municipality.name))]


def start_registration(work: Work, municipality_key: str) -> RegistrationStart:
    """The form of the region a municipality belongs to; stores nothing. NotFound for an unknown municipality."""
    municipality = _municipality(work, municipality_key)
    region, team, release = _door(work, municipality)
    scope = _scope(work, region)
    return RegistrationStart(
        municipality=municipality.name,
        municipality_key=municipality.key,
        region=region.name,
        team=team.public_name or team.name,
        form=get_form(work, release.id, FORM),
        scope=scope,
        criteria=_criteria(work, release),
    )


def register(
    work: Work,
    municipality_key: str,
    raw: Mapping[str, Any],
    *,
    channel: str = "webformulier",
    reserved_number: str | None = None,
) -> RegistrationReceipt:
    """Keep a registration and start its process; it becomes a case only when this referrer is admitted here (R042).

    Region, team and release are those of the responsible municipality (residence principle) and stay fixed.
    Raises InvalidInput with every mistake in the form.
    """
    _municipality(work, municipality_key)
    answers = {"gemeente_brp": municipality_key, **raw}
    municipality = _municipality(work, responsible_municipality(answers) or municipality_key)
    region, team, release = _door(work, municipality)
    data = validate(get_form(work, release.id, FORM), answers, _scope(work, region))
    attempt = _attempt(work, data, channel, reserved_number)
    attempt.region_id, attempt.municipality_id = region.id, municipality.id
    attempt.team_id, attempt.release_id = team.id, release.id
    work.session.add(attempt)
    work.session.flush()
    _start(work, attempt, data)
    return _receipt(work, attempt)


def get_receipt(work: Work, reference: str) -> RegistrationReceipt:
    """What the referrer sees after sending; the reference is the key to it."""
    query = select(RegistrationAttempt).where(RegistrationAttempt.reference == reference.strip().upper())
    attempt = work.session.scalars(query).first()
    if attempt is None:
        raise NotFound("Deze aanmelding is niet gevonden. Controleer de code.")
    return _receipt(work, attempt)


def _attempt(work: Work, data: Mapping[str, Any], channel: str, reserved_number: str | None) -> RegistrationAttempt:
    return RegistrationAttempt(
        reference="".join(secrets.choice(_ALPHABET) for _ in range(12)),
        channel=channel,
        received_at=work.now,
        received_on=work.today,
        entered_by_id=work.actor.account_id,
        reserved_number=reserved_number,
        data=dict(data),
        acute=bool(data.get("veiligheid_acuut")),
    )


def _start(work: Work, attempt: RegistrationAttempt, data: Mapping[str, Any]) -> None:
    """The form that was sent in counts as the completed task registreren."""
    start_data = {"start_bij": "aanmelding", "ontvangen_op": attempt.received_on.isoformat()}
    instance = instances.start(
        work, OVERVIEW, start_data, release_id=attempt.release_id, attempt=attempt, answered=data
    )
    task = _answered_task(work, instance, attempt)
    work.session.add(task)
    work.session.flush()
    work.session.add(
        Submission(
            instance_id=instance.id, case_id=instance.case_id, attempt_id=attempt.id, task_id=task.id,
            element_id=FORM, form_id=FORM,
            data=dict(data), submitted_at=work.now, submitted_by_id=work.actor.account_id, channel=attempt.channel,
        )
    )  # fmt: skip
    work.session.flush()


def _answered_task(work: Work, instance: ProcessInstance, attempt: RegistrationAttempt) -> Task:
    """The registration as a completed task, so that it can be read back and corrected like any other form."""
    processes = work.services.library.get(instance.release_id).processes
    process, node = next(
        (process, node) for process in processes.values() for node in process.nodes.values() if node.answered_at_start
    )
    return Task(
        instance_id=instance.id,
        case_id=instance.case_id,
        attempt_id=attempt.id,
        region_id=attempt.region_id,
        team_id=attempt.team_id,
        municipality_id=attempt.municipality_id,
        spiff_id="aanmelding",
        process_key=process.key,
        element_id=node.id,
        name=node.name,
        role=node.role,
        form_id=FORM,
        due_on=work.today,
        startable_on=work.today,
        opened_at=work.now,
        completed_at=work.now,
        completed_by_id=work.actor.account_id,
        ended_at=work.now,
    )


def _municipality(work: Work, key: str) -> Municipality:
    found = work.session.scalars(select(Municipality).where(Municipality.key == key)).first()
    if found is None:
        raise NotFound("Deze gemeente is niet gevonden. Kies een gemeente uit de lijst.")
    return found


def _door(work: Work, municipality: Municipality) -> tuple[Region, ExpertTeam, Release]:
    region = municipality.region
    ensure_active(work, region)
    query = (
        select(ExpertTeam).join(TeamRegion, TeamRegion.team_id == ExpertTeam.id)
        .where(TeamRegion.region_id == region.id).order_by(TeamRegion.id)
    )  # fmt: skip
    team = work.session.scalars(query).first()
    if team is None:
        raise NotFound(f"In {region.name} is nog geen expertteam. Vraag het lokale team van uw gemeente om hulp.")
    return region, team, release_for(work, region.id, work.today)


def _scope(work: Work, region: Region) -> FormScope:
    config = work.services.regions.for_region(region.key)
    return scope_for(work, region.id, {}, _functions(work, config))


def _functions(work: Work, config: RegionConfig) -> Mapping[str, Callable[..., Any]]:
    """What a form may call before there is an instance: settings and the day, no terms."""
    return {
        "instelling": config.setting,
        "vandaag": lambda: work.today.isoformat(),
        "aantal": lambda values: len(values or ()),
        "kies": lambda condition, then, otherwise: then if condition else otherwise,
        "eerste_van": min,
        "laatste_van": max,
    }


def _criteria(work: Work, release: Release) -> list[str]:
    """The criteria, shown before somebody registers (R038)."""
    form = get_form(work, release.id, "beoordelen")
    found = next((field for field in form.fields if field.name == "criteria"), None)
    return [choice.label for choice in found.choices] if found and not isinstance(found.choices, str) else []


def _receipt(work: Work, attempt: RegistrationAttempt) -> RegistrationReceipt:
    number = work.session.scalars(select(Case.number).where(Case.attempt_id == attempt.id)).first()
    region = work.session.get_one(Region, attempt.region_id)
    team = work.session.get_one(ExpertTeam, attempt.team_id)
    config = work.services.regions.for_region(region.key)
    admitted = attempt.outcome != REFUSED
    return RegistrationReceipt(
        reference=attempt.reference,
        case_number=number,
        admitted=admitted,
        acute=attempt.acute,
        team=team.public_name or team.name,
        redirect=None if admitted else str(config.setting("registration.family_redirect") or "") or _LOCAL_TEAM,
        confirmed_by=config.term_date("T01", attempt.received_on) if admitted else None,
    )


_LOCAL_TEAM = "Neem contact op met het lokale team van uw gemeente of met uw huisarts. Zij melden samen met u aan."
