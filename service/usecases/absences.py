"""Absence with a substitute: recorded by oneself, the team's secretary or chair, or the region's administrator."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from service.domain.actors import Grant
from service.domain.deadlines import dutch_date, local_date
from service.domain.errors import Conflict, FieldError, InvalidInput, NotAllowed, NotFound
from service.domain.standing_in import may_stand_in
from service.models import Absence, Account, Municipality, RoleGrant
from service.usecases.holders import forget_absences, valid_on
from service.usecases.message_texts import About
from service.usecases.notifications import notify_account
from service.usecases.shapes import AbsenceView, Choice
from service.usecases.stand_ins import apply_absence, return_tasks
from service.usecases.work import Work

RECORDERS = ("secretaris", "voorzitter")
ADMINISTRATOR = "regiobeheerder"
_LONGEST = timedelta(days=366)
_SHOWN = 100
_Substitute, _Recorder = aliased(Account), aliased(Account)


def list_absences(work: Work) -> Sequence[AbsenceView]:
    """The actor's own absences, those of the people they record for, and those in which they stand in; newest first."""
    me, mine = work.actor.account_id, set(_people(work))
    query = (
        select(Absence, Account.name, _Substitute.name, _Recorder.name)
        .join(Account, Account.id == Absence.account_id)
        .outerjoin(_Substitute, _Substitute.id == Absence.substitute_id)
        .outerjoin(_Recorder, _Recorder.id == Absence.recorded_by_id)
        .where(or_(Absence.account_id.in_(mine), Absence.substitute_id == me))
        .order_by(Absence.over_at.is_not(None), Absence.from_on.desc(), Absence.id.desc()).limit(_SHOWN)
    )  # fmt: skip
    return [_view(work, *row, may_end=row[0].account_id in mine) for row in work.session.execute(query)]


def _view(
    work: Work, row: Absence, name: str, substitute: str | None, recorder: str | None, *, may_end: bool
) -> AbsenceView:
    over = row.over_at is not None
    stage = "voorbij" if over else "loopt" if row.from_on <= local_date(work.now) else "komt"
    return AbsenceView(
        id=row.id,
        account_id=row.account_id,
        name=name,
        from_on=row.from_on,
        until_on=row.until_on,
        substitute=substitute,
        stage=stage,
        recorded_by=recorder,
        may_end=may_end and not over,
    )


def find_people(work: Work) -> Sequence[Choice]:
    """For whom the actor may record an absence, oneself first."""
    people = _people(work)
    own = [key for key in people if key == work.actor.account_id]
    return [Choice(str(key), people[key]) for key in [*own, *(key for key in people if key not in own)]]


def find_substitutes(work: Work, account_id: int) -> Sequence[Choice]:
    """Who has the rights to stand in for somebody the actor records for; NotFound for anybody else."""
    _ensure_may_record(work, account_id)
    return [Choice(str(key), name) for key, name in _substitutes(work, account_id).items()]


def record_absence(
    work: Work, account_id: int, from_on: date | None, until_on: date | None, substitute_id: int | None
) -> int:
    """Record a period, first and last day included, and who stands in; returns its id.

    From its first day open tasks and new messages go to the substitute, and on the day after it they come back.
    Raises InvalidInput with everything that is wrong, NotFound for somebody the actor does not record for.
    """
    _ensure_may_record(work, account_id)
    mistakes = _wrong_days(work, account_id, from_on, until_on)
    mistakes += _wrong_substitute(work, account_id, substitute_id, from_on, until_on)
    if mistakes or from_on is None or until_on is None or substitute_id is None:
        raise InvalidInput(fields=mistakes)
    row = Absence(
        account_id=account_id, from_on=from_on, until_on=until_on, substitute_id=substitute_id,
        recorded_at=work.now, recorded_by_id=work.actor.account_id,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    forget_absences(work)
    if from_on <= local_date(work.now):
        apply_absence(work, row)
    else:
        about = About(subject=f"afwezigheid:{row.id}", due_on=from_on)
        notify_account(work, substitute_id, "waarneming_gevraagd", about, instead_of=account_id)
    return row.id


def end_absence(work: Work, absence_id: int) -> None:
    """Somebody is back before the last day, or will not be away after all; what is open comes back at once."""
    row = work.session.get(Absence, absence_id)
    if row is None or row.account_id not in _people(work):
        raise NotFound("Deze afwezigheid is niet gevonden, of is niet voor u.")
    if row.over_at is not None:
        raise Conflict("Deze afwezigheid is al voorbij.")
    row.over_at, row.ended_by_id = work.now, work.actor.account_id
    work.session.flush()
    forget_absences(work)
    if row.begun_at is not None:
        return_tasks(work, row)


def _ensure_may_record(work: Work, account_id: int) -> None:
    if work.actor.account_id is None:
        raise NotAllowed
    if account_id not in _people(work):
        raise NotFound("Voor deze persoon kunt u geen afwezigheid vastleggen.")


def _people(work: Work) -> Mapping[int, str]:
    me, actor = work.actor.account_id, work.actor
    teams, regions = actor.teams(*RECORDERS), actor.regions(ADMINISTRATOR)
    places: list[ColumnElement[bool]] = [RoleGrant.team_id.in_(teams), RoleGrant.region_id.in_(regions)]
    of_region = select(Municipality.id).where(Municipality.region_id.in_(regions))
    places.append(RoleGrant.municipality_id.in_(of_region))
    query = select(Account.id, Account.name).outerjoin(RoleGrant, RoleGrant.account_id == Account.id)
    query = query.where(Account.active, or_(Account.id == me, *places)).distinct().order_by(Account.name, Account.id)
    return {row.id: row.name for row in work.session.execute(query)}


def _substitutes(work: Work, account_id: int) -> Mapping[int, str]:
    columns = (RoleGrant.role, RoleGrant.team_id, RoleGrant.region_id, RoleGrant.municipality_id)
    query = select(Account.id, Account.name, *columns, RoleGrant.organisation_id)
    query = query.join(RoleGrant, RoleGrant.account_id == Account.id)
    held: dict[int, list[Grant]] = {}
    names: dict[int, str] = {}
    for row in work.session.execute(
        query.where(Account.active, *valid_on(local_date(work.now))).order_by(Account.name)
    ):
        held.setdefault(row.id, []).append(Grant(*row[2:]))
        names[row.id] = row.name
    own = held.get(account_id, [])
    return {key: names[key] for key, grants in held.items() if key != account_id and may_stand_in(own, grants)}


def _wrong_days(work: Work, account_id: int, from_on: date | None, until_on: date | None) -> list[FieldError]:
    if from_on is None or until_on is None:
        names = (("van", from_on, "de eerste"), ("totEnMet", until_on, "de laatste"))
        return [
            FieldError(field, f"Vul {which} dag van de afwezigheid in, bijvoorbeeld 24-11-2026.")
            for field, day, which in names
            if day is None
        ]
    if from_on < local_date(work.now):
        return [FieldError("van", "De eerste dag is al voorbij. Kies vandaag of een latere dag.")]
    if until_on < from_on:
        return [FieldError("totEnMet", "De laatste dag ligt voor de eerste. Kies een latere laatste dag.")]
    if until_on - from_on > _LONGEST:
        message = "Langer dan een jaar kan niet. Is iemand weg? Laat de regiobeheerder de rol aan een ander geven."
        return [FieldError("totEnMet", message)]
    other = _overlapping(work, account_id, from_on, until_on)
    if other is None:
        return []
    period = f"{dutch_date(other.from_on)} tot en met {dutch_date(other.until_on)}"
    return [FieldError("van", f"Er is al afwezigheid vastgelegd van {period}. Beëindig die eerst.")]


def _wrong_substitute(
    work: Work, account_id: int, substitute_id: int | None, from_on: date | None, until_on: date | None
) -> list[FieldError]:
    if substitute_id is None:
        return [FieldError("waarnemer", "Kies wie er waarneemt.")]
    if substitute_id == account_id:
        return [FieldError("waarnemer", "Iemand kan niet voor zichzelf waarnemen. Kies een collega.")]
    names = _substitutes(work, account_id)
    if substitute_id not in names:
        message = "Deze persoon heeft niet dezelfde rol of hetzelfde team. Kies iemand uit de lijst."
        return [FieldError("waarnemer", message)]
    if from_on and until_on and _overlapping(work, substitute_id, from_on, until_on) is not None:
        return [FieldError("waarnemer", f"{names[substitute_id]} is dan zelf (een deel van de tijd) afwezig.")]
    return []


def _overlapping(work: Work, account_id: int, from_on: date, until_on: date) -> Absence | None:
    query = select(Absence).where(Absence.account_id == account_id, Absence.over_at.is_(None))
    return work.session.scalars(query.where(Absence.from_on <= until_on, Absence.until_on >= from_on)).first()
