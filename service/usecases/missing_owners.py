"""Looking ahead: a municipality in use with nobody to decide is an incident before an escalation gets there.

Its chair and its administrator are told once; when somebody is named, the incident is over by itself.
"""

from sqlalchemy import select

from service.domain.actors import SYSTEM
from service.domain.labels import label
from service.models import Incident, Municipality, Region, TeamRegion
from service.usecases.assignment import holders
from service.usecases.escalation_owners import OWNER_ROLES, find_owner
from service.usecases.notifications import About, notify_account
from service.usecases.work import Work, WorkFactory

CAUSE = "region in use without escalation owner:"


def report_missing_owners(factory: WorkFactory) -> int:
    """Record what is missing today and resolve what is no longer; returns how many are missing."""
    with factory.write(SYSTEM) as work:
        missing = _missing(work)
        new = dict(missing)
        known = select(Incident).where(Incident.cause.startswith(CAUSE), Incident.resolved_at.is_(None))
        for incident in work.session.scalars(known):
            if new.pop(incident.cause, None) is None:
                incident.resolved_at, incident.resolution = work.now, "vanzelf"
        for cause, (municipality, level) in new.items():
            _record(work, cause, municipality, level)
        return len(missing)


def _missing(work: Work) -> dict[str, tuple[Municipality, str]]:
    query = select(Municipality).join(Region, Region.id == Municipality.region_id)
    in_use = query.where(Region.active_since <= work.today).order_by(Municipality.id)
    return {
        f"{CAUSE} {municipality.key} {level}": (municipality, level)
        for municipality in work.session.scalars(in_use)
        for level in OWNER_ROLES
        if find_owner(work, level, municipality) is None
    }


def _record(work: Work, cause: str, municipality: Municipality, level: str) -> None:
    words = f"{label('niveau', level).lower()}e escalatiehouder"
    incident = Incident(
        at=work.now, last_at=work.now, cause=cause,
        message=f"De gemeente {municipality.name} heeft nu geen {words}. Een escalatie kan daar nergens heen.",
    )  # fmt: skip
    work.session.add(incident)
    work.session.flush()
    teams = work.session.scalars(select(TeamRegion.team_id).where(TeamRegion.region_id == municipality.region_id))
    told = [one for team_id in teams for one in holders(work, "voorzitter", team_id=team_id)]
    told += holders(work, "regiobeheerder", region_id=municipality.region_id)
    about = About(subject=f"gemeente:{municipality.key}:{level}:{incident.id}")
    for account_id in dict.fromkeys(one.account_id for one in told if one.account_id is not None):
        notify_account(work, account_id, "gemeente_zonder_escalatiehouder", about)
