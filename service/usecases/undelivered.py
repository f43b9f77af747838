"""Mail that did not arrive after every try: seen by team and operator, told to who directs, and sent again."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select, true

from service.domain.errors import FieldError, InvalidInput, NotAllowed, NotFound
from service.domain.mail_failure import explain, hide_address, is_address
from service.domain.permissions import DIRECTING, may_operate
from service.domain.retrying import MAX_TRIES, retry_delay
from service.models import Account, Case, OutboxMail, RegistrationAttempt, RoleGrant
from service.usecases.assignment import Place, resolve
from service.usecases.message_texts import About
from service.usecases.messages import message_text
from service.usecases.notifications import notify_holders
from service.usecases.shapes import UndeliveredMail
from service.usecases.steps import write_event
from service.usecases.work import Work

KIND = "mail_niet_aangekomen"
_OWNERS = {"melder": "De melder", "gezin": "Het gezin"}
_SHOWN = 200


def may_see_undelivered(work: Work) -> bool:
    """Whether the page is for this actor: who directs a team, and the operator."""
    return may_operate(work.actor) or bool(work.actor.teams(*DIRECTING))


def list_undelivered(work: Work) -> Sequence[UndeliveredMail]:
    """What did not arrive, longest ago first, at most 200. The operator reads no address of a family whole."""
    if not may_see_undelivered(work):
        raise NotAllowed
    query = (
        select(OutboxMail, Account.name, Case.number, RegistrationAttempt.reference)
        .outerjoin(Account, Account.id == OutboxMail.account_id)
        .outerjoin(Case, Case.id == OutboxMail.case_id)
        .outerjoin(RegistrationAttempt, RegistrationAttempt.id == OutboxMail.attempt_id)
        .where(OutboxMail.failed_at.is_not(None), OutboxMail.sent_at.is_(None), _visible(work))
        .order_by(OutboxMail.failed_at, OutboxMail.id).limit(_SHOWN)
    )  # fmt: skip
    return [_view(work, *row) for row in work.session.execute(query)]


def _view(work: Work, mail: OutboxMail, name: str | None, number: str | None, reference: str | None) -> UndeliveredMail:
    whole = mail.account_id is not None or bool(work.actor.teams(*DIRECTING))
    return UndeliveredMail(
        id=mail.id,
        subject=mail.subject,
        owner=name or _OWNERS.get(mail.owner or "", "Onbekend"),
        address=mail.to if whole else hide_address(mail.to),
        case_number=number or (f"aanmelding {reference}" if reference else None),
        opens_case=number if number and work.actor.teams(*DIRECTING) else None,
        failed_at=mail.failed_at or mail.created_at,
        tries=mail.tries,
        reason=explain(mail.last_error),
        next_try_at=mail.next_try_at,
    )


def send_again(work: Work, mail_id: int, to: str = "") -> None:
    """Try a mail again at once, to its address or to a better one; the history of the case says so.

    Raises NotFound for who may not see it, InvalidInput when the address cannot be one.
    """
    query = select(OutboxMail).where(OutboxMail.id == mail_id, OutboxMail.sent_at.is_(None), _visible(work))
    mail = work.session.scalars(query.with_for_update()).first()
    if mail is None or not may_see_undelivered(work):
        raise NotFound("Deze e-mail is niet gevonden, is al aangekomen, of is niet voor u.")
    better = to.strip()
    if better and not is_address(better):
        raise InvalidInput(fields=[FieldError("adres", "Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl.")])
    mail.to, mail.tries, mail.next_try_at = better or mail.to, 0, work.now
    where = " naar een ander adres" if better else ""
    if mail.case_id is not None:
        text = f"De e-mail «{mail.subject}» is opnieuw verstuurd{where}."
        write_event(work, None, "bericht", text, case_id=mail.case_id)


def note_bounce(work: Work, message_id: str, reason: str) -> None:
    """A mail server took a mail and reported later that it came back: it is tried again, and shown after every try.

    `message_id` as in the mail, with or without <…@procesregie>. For the operator, whose mail server reports it.
    Raises NotAllowed for others, NotFound for a mail that never left here.
    """
    if not may_operate(work.actor):
        raise NotAllowed
    bare = message_id.strip().strip("<>").partition("@")[0]
    query = select(OutboxMail).where(OutboxMail.message_id == bare, OutboxMail.sent_at.is_not(None))
    mail = work.session.scalars(query.with_for_update()).first()
    if mail is None:
        raise NotFound("Deze e-mail is hier niet verstuurd, of is al als teruggekomen gemeld.")
    mail.sent_at, mail.last_error, mail.tries = None, f"Returned: {reason.strip()}", mail.tries + 1
    mail.next_try_at = work.now + retry_delay(f"mail:{mail.key}", mail.tries)
    if mail.tries >= MAX_TRIES:
        note_failure(work, mail)


def note_failure(work: Work, mail: OutboxMail) -> None:
    """A mail went wrong at every try: from now on people see it, and who directs the case hears of it in the app.

    That is told of letters to family and referrer and of escalations; nobody else could notice those.
    """
    first = mail.failed_at is None
    mail.failed_at = mail.failed_at or work.now
    if not first or not _matters(work, mail):
        return
    case = work.session.get(Case, mail.case_id) if mail.case_id else None
    attempt = work.session.get(RegistrationAttempt, mail.attempt_id) if mail.attempt_id else None
    place = case or attempt
    if place is None:
        return
    about = About(case, None if case else attempt, subject=f"mail:{mail.id}")
    where = Place(place.team_id, place.region_id, place.municipality_id, case)
    notify_holders(work, resolve(work, "procesregisseur", where), KIND, about, by_mail=False)
    if case is not None:
        text = f"Een e-mail kwam niet aan: «{mail.subject}»."
        write_event(work, None, "bericht", text, case_id=case.id, automatic=True)


def _matters(work: Work, mail: OutboxMail) -> bool:
    if mail.owner is not None or not mail.kind:
        return mail.owner is not None
    return message_text(work.services.settings.messages_dir, mail.kind).group == "escalaties"


def _visible(work: Work) -> ColumnElement[bool]:
    if may_operate(work.actor):
        return true()
    teams = work.actor.teams(*DIRECTING)
    colleagues = select(RoleGrant.account_id).where(RoleGrant.team_id.in_(teams))
    return or_(
        OutboxMail.case_id.in_(select(Case.id).where(Case.team_id.in_(teams))),
        OutboxMail.attempt_id.in_(select(RegistrationAttempt.id).where(RegistrationAttempt.team_id.in_(teams))),
        OutboxMail.account_id.in_(colleagues),
    )
