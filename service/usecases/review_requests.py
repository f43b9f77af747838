"""A review of a placement asked on its own, without a case: who may ask, and who reads what came of it (R169, R170)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select, true

from service.domain.errors import FieldError, InvalidInput, NotAllowed, NotFound
from service.domain.labels import label
from service.domain.permissions import DIRECTING, STAFF
from service.domain.reviewing import KINDS, other_judge
from service.models import Account, Case, Municipality, PlacementReview, ProcessInstance, TeamRegion
from service.usecases import instances, scoping
from service.usecases.placement_reviews import PROCESS, new_request, start_data
from service.usecases.releases import release_for
from service.usecases.shapes import Choice, ReviewView
from service.usecases.steps import write_event
from service.usecases.work import Work

MAX_TEXT, MAX_REFERENCE, OLDEST = 4000, 40, 23
# Who asks for other people: the contact of an organisation, and whoever directs the care there.
REFERRERS = ("contactpersoon", "casusregisseur")


@dataclass(frozen=True)
class ReviewRequest:
    """What somebody fills in; no names."""

    municipality_key: str = ""
    kind: str = ""
    age: str = ""
    reference: str = ""
    intention: str = ""
    no_names: bool = False


def request_municipalities(work: Work) -> list[Choice]:
    """The municipalities for which the actor may ask for a review: where the way of working has one."""
    return [Choice(each.key, each.name) for each, _ in _places(work)]


def request_review(work: Work, asked: ReviewRequest) -> PlacementReview:
    """Lay a placement before the experts of the region, without a case.

    Raises InvalidInput with every mistake; NotAllowed for who asks for nobody, or where no region reviews placements.
    """
    places = {municipality.key: (municipality, team_id) for municipality, team_id in _places(work)}
    if not places:
        raise NotAllowed("U kunt geen toets aanvragen: uw regio toetst geen plaatsingen, of het hoort niet bij uw rol.")
    age = _ensure_clear(asked, asked.municipality_key in places)
    municipality, team_id = places[asked.municipality_key]
    release = release_for(work, municipality.region_id, work.today)
    review = new_request(
        work, municipality, team_id, kind=asked.kind, reference=asked.reference.strip(), age=age,
        intention=asked.intention.strip(),
    )  # fmt: skip
    data = start_data(review, work.today)
    instance = instances.start(work, PROCESS, data, release_id=release.id, join_key=f"toets:{review.key}")
    write_event(work, instance, "stap", f"Een plaatsing is zonder zaak voorgelegd voor een toets ({review.key}).")
    return review


def _ensure_clear(asked: ReviewRequest, known: bool) -> int:
    """The age; raises InvalidInput with every mistake."""
    age = int(asked.age) if asked.age.isdigit() and len(asked.age) < 3 else -1
    wrong = (
        ("gemeente", not known, "Kies een gemeente uit de lijst."),
        ("soort", asked.kind not in KINDS, "Kies wat voor plaatsing het is."),
        ("leeftijd", not 0 <= age < OLDEST, f"Vul de leeftijd in als getal, van 0 tot {OLDEST - 1}."),
        ("kenmerk", len(asked.reference) > MAX_REFERENCE, f"Gebruik hoogstens {MAX_REFERENCE} tekens."),
        ("voornemen", not asked.intention.strip(), "Schrijf wat u van plan bent en waarom."),
        ("voornemen", len(asked.intention) > MAX_TEXT, f"Gebruik hoogstens {MAX_TEXT} tekens."),
        ("zonder_namen", not asked.no_names, "Bevestig dat er geen namen in staan. Staan ze er wel, haal ze dan weg."),
    )
    mistakes = [FieldError(name, text) for name, failed, text in wrong if failed]
    if mistakes:
        raise InvalidInput(fields=mistakes)
    return age


def _places(work: Work) -> list[tuple[Municipality, int]]:
    teams = work.actor.teams(*DIRECTING)
    asks = bool(work.actor.organisations()) and work.actor.has(*REFERRERS)
    if not (teams or asks):
        return []
    query = (
        select(Municipality, TeamRegion.team_id).join(TeamRegion, TeamRegion.region_id == Municipality.region_id)
        .where(true() if asks else TeamRegion.team_id.in_(teams)).order_by(Municipality.name, TeamRegion.team_id)
    )  # fmt: skip
    found: dict[int, tuple[Municipality, int]] = {}
    for municipality, team_id in work.session.execute(query):
        found.setdefault(municipality.id, (municipality, team_id))
    offering = {region for region in {each.region_id for each, _ in found.values()} if _reviews(work, region)}
    return [(each, team_id) for each, team_id in found.values() if each.region_id in offering]


def _reviews(work: Work, region_id: int) -> bool:
    try:
        release = release_for(work, region_id, work.today)
    except NotFound:
        return False
    return PROCESS in work.services.library.get(release.id).processes


def list_reviews(work: Work) -> Sequence[ReviewView]:
    """The reviews the actor may see, newest first."""
    return _views(work, _visible(work))


def get_review_view(work: Work, key: str) -> ReviewView:
    """One of them; NotFound for every other."""
    found = _views(work, _visible(work), PlacementReview.key == key)
    if not found:
        raise NotFound("Deze toets is niet gevonden, of is niet voor u.")
    return found[0]


def review_of_task(work: Work, task_id: int) -> ReviewView | None:
    """What the experts of this task judge, for whoever may see the task; None for every other task."""
    task, _ = scoping.get_visible_task(work, task_id)
    if other_judge(task.role) is None:
        return None
    return next(iter(_views(work, PlacementReview.instance_id == task.instance_id)), None)


def case_reviews(work: Work, case: Case) -> Sequence[ReviewView]:
    """Those of one case that the actor sees wholly, newest first."""
    return _views(work, PlacementReview.case_id == case.id)


def may_see_reviews(work: Work) -> bool:
    """Whether there is anything to look at, or to ask."""
    return bool(request_municipalities(work)) or bool(
        work.session.scalar(select(PlacementReview.id).where(_visible(work)).limit(1))
    )


def _visible(work: Work) -> ColumnElement[bool]:
    actor = work.actor
    if actor.system:
        return true()
    cases = select(Case.id).where(scoping.full_cases(actor, work.today))
    own = PlacementReview.requested_by_id.in_(actor.persons) & PlacementReview.case_id.is_(None)
    team = PlacementReview.team_id.in_(actor.teams(*STAFF)) & PlacementReview.case_id.is_(None)
    return or_(PlacementReview.case_id.in_(cases), own, team)


def _views(work: Work, *conditions: ColumnElement[bool]) -> Sequence[ReviewView]:
    query = (
        select(PlacementReview, Case.number, Municipality.name, Account.name, ProcessInstance.status)
        .join(Municipality, Municipality.id == PlacementReview.municipality_id)
        .outerjoin(Case, Case.id == PlacementReview.case_id)
        .outerjoin(Account, Account.id == PlacementReview.requested_by_id)
        .outerjoin(ProcessInstance, ProcessInstance.id == PlacementReview.instance_id)
        .where(*conditions).order_by(PlacementReview.id.desc())
    )  # fmt: skip
    return [_view(*row) for row in work.session.execute(query)]


def _view(review: PlacementReview, number: str | None, municipality: str, who: str | None, status: str) -> ReviewView:
    done = review.outcome is not None
    return ReviewView(
        key=review.key,
        case_number=number,
        municipality=municipality,
        kind_label=label("plaatsing", review.kind),
        submitted_on=review.submitted_on,
        requested_by=who,
        reference=review.reference,
        age=review.age,
        intention=review.intention,
        outcome_label=label("toetsoordeel", review.outcome) or None,
        first_label=label("toetsoordeel", review.first_judgement) if done else None,
        second_label=label("toetsoordeel", review.second_judgement) if done else None,
        explanation=review.explanation if done else None,
        decided_on=review.decided_on,
        withdrawn=not done and status != "running",
    )
