"""Who decides: the named official or administrator of the responsible municipality, or the substitute (R101, R111).

An escalation is never opened at nobody: without an owner of today the step fails, people are told, it is tried again.
"""

from service.domain.labels import label
from service.models import Account, Case, Incident, Municipality
from service.usecases.assignment import Assignment, Place, holders, resolve
from service.usecases.notifications import About, notify_account
from service.usecases.steps import Step
from service.usecases.work import ToldFailure, Work

TOLD = ("procesregisseur", "voorzitter")


class OwnerMissing(ToldFailure):
    """A level of an escalation has no owner today; process director and chair are told."""

    def __init__(self, level: str, municipality: Municipality, place: Place) -> None:
        super().__init__(f"no {level} escalation owner today in municipality {municipality.key}")
        self.level, self._place = level, place
        self._case_id = place.case.id if place.case else None
        self.sentence = (
            f"De gemeente {municipality.name} heeft nu geen {label('niveau', level).lower()}e escalatiehouder. "
            "De escalatie gaat pas verder als er weer iemand is aangewezen. Vraag de gemeente om dat vandaag te doen; "
            "daarna gaat het vanzelf door."
        )

    def tell(self, work: Work, incident: Incident) -> None:
        # What was read before the step was taken back is no longer there.
        case = work.session.get(Case, self._case_id) if self._case_id is not None else None
        place = Place(self._place.team_id, self._place.region_id, self._place.municipality_id, case)
        tell_missing(work, place, f"houder:{self.level}:{incident.id}")


def get_owner(step: Step, level: str) -> Assignment:
    """The person who decides at this level today; raises OwnerMissing."""
    place = step.place
    owner = resolve(step.work, level, place)
    if owner.account_id is None:
        raise OwnerMissing(level, step.session.get_one(Municipality, place.municipality_id), place)
    return owner


def find_owner(work: Work, level: str, municipality: Municipality) -> Account | None:
    """Who would decide today at this level; None when there is nobody."""
    found = next(iter(holders(work, OWNER_ROLES[level], municipality_id=municipality.id)), None)
    return work.session.get_one(Account, found.account_id) if found and found.account_id is not None else None


OWNER_ROLES = {"ambtelijk": "ambtelijk_escalatiehouder", "bestuurlijk": "bestuurlijk_escalatiehouder"}


def tell_missing(work: Work, place: Place, subject: str) -> None:
    """Tell process director and chair that nobody decides here now; once for each subject."""
    about = About(case=place.case, subject=subject)
    for account_id in _receivers(work, place):
        notify_account(work, account_id, "escalatiehouder_ontbreekt", about)


def _receivers(work: Work, place: Place) -> list[int]:
    found: list[int | None] = []
    for role in TOLD:
        one = resolve(work, role, place)
        pool = holders(work, one.pool_role, team_id=place.team_id) if one.pool_role else []
        found += [one.account_id, *(each.account_id for each in pool)]
    return [account_id for account_id in dict.fromkeys(found) if account_id is not None]
