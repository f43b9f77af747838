"""The meetings of a team: when it meets, the agenda of one meeting, and moving a case to another one."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import Conflict, InvalidInput, NotFound
from service.domain.meeting_days import ON_HOLIDAY, RHYTHMS, WEEKDAYS, WEEKS, Rhythm
from service.domain.permissions import DIRECTING
from service.usecases import meeting_series as series
from service.usecases.agenda_moves import move_case
from service.usecases.agendas import SHOWN, SHOWN_FIRST, find_next, get_agenda, list_meetings, list_teams
from service.usecases.work import Work
from service.web.opening import page, reading, writing
from service.web.posted import typed_day, typed_key, typed_number, typed_time
from service.web.refusals import Refused

pages = Blueprint("meetings", __name__)
Answer = Response | tuple[str, int]
_LARGEST_KEY = 2**31 - 1


@pages.get("/overleg")
@login_required
def meetings() -> str:
    with reading() as work:
        return _overview(work, request.args.get("team", ""))


def _overview(work: Work, team: str, refused: Refused | None = None) -> str:
    teams = list_teams(work)
    if not teams:
        raise NotFound("Deze pagina is voor wie in een expertteam werkt.")
    chosen = team if any(one.value == team for one in teams) else teams[0].value
    directs, everything = work.actor.has(*DIRECTING), request.args.get("toon") == "alles"
    return page(
        work,
        "overleg.html",
        teams=teams,
        team=chosen,
        meetings=list_meetings(work, chosen, SHOWN if everything else SHOWN_FIRST),
        everything=everything,
        next_id=find_next(work, chosen),
        series=series.list_series(work, chosen) if directs else (),
        may_direct=directs,
        refused=refused,
        choices={"ritme": RHYTHMS, "week": WEEKS, "feestdag": ON_HOLIDAY, "weekdag": dict(enumerate(WEEKDAYS))},
    )


@pages.post("/overleg/reeksen")
@login_required
def plan() -> Answer:
    """Plan a series of meetings."""
    team = request.form.get("team", "")
    try:
        with writing() as work:
            count = series.plan_series(work, team, _rhythm(), _occasion())
    except InvalidInput as error:
        with reading() as work:
            return _overview(work, team, Refused(error, "reeks", request.form)), 400
    flash(f"De reeks is gepland: {count} {'overleg' if count == 1 else 'overleggen'}.", "ok")
    return redirect(f"/overleg?team={team}")


@pages.post(f"/overleg/reeksen/<int(max={_LARGEST_KEY}):series_id>/stoppen")
@login_required
def stop(series_id: int) -> Response:
    with writing() as work:
        gone, stay = series.end_series(work, series_id)
    left = f" {stay} met zaken op de agenda blijven staan." if stay else ""
    flash(f"De reeks is gestopt. {gone} lege overleggen vervallen.{left}", "ok")
    return redirect("/overleg")


@pages.get(f"/overleg/<int(max={_LARGEST_KEY}):slot_id>")
@login_required
def agenda(slot_id: int) -> str:
    with reading() as work:
        return page(work, "overleg_agenda.html", agenda=get_agenda(work, slot_id), refused=None)


@pages.post(f"/overleg/<int(max={_LARGEST_KEY}):slot_id>/wijzigen")
@login_required
def change(slot_id: int) -> Answer:
    """Another time, place or number of cases."""
    said = "Het overleg is gewijzigd. Wie was uitgenodigd, krijgt bericht."
    return _done(slot_id, "wijzigen", said, lambda work: series.change_slot(work, slot_id, _occasion()))


@pages.post(f"/overleg/<int(max={_LARGEST_KEY}):slot_id>/afzeggen")
@login_required
def cancel(slot_id: int) -> Answer:
    """Call off a meeting without cases."""
    reason = request.form.get("reden", "")
    said = "Het overleg gaat niet door."
    return _done(slot_id, "afzeggen", said, lambda work: series.cancel_slot(work, slot_id, reason))


@pages.post(f"/overleg/<int(max={_LARGEST_KEY}):slot_id>/verplaatsen")
@login_required
def move(slot_id: int) -> Answer:
    """Put a case on the agenda of another meeting."""
    meeting, target = typed_key(request.form.get("overleg", "")), typed_key(request.form.get("moment", ""))
    reason = request.form.get("reden", "")

    def act(work: Work) -> None:
        if meeting is None:
            raise NotFound("Deze zaak staat niet op de agenda.")
        day = move_case(work, meeting, target, reason)
        flash(f"De zaak staat nu op de agenda van {day}. Wie was uitgenodigd, krijgt bericht.", "ok")

    return _done(slot_id, f"verplaatsen-{meeting}", "", act)


def _done(slot_id: int, form: str, said: str, act: Callable[[Work], object]) -> Answer:
    try:
        with writing() as work:
            act(work)
    except InvalidInput as error:
        with reading() as work:
            refused = Refused(error, form, request.form)
            return page(work, "overleg_agenda.html", agenda=get_agenda(work, slot_id), refused=refused), 400
    except Conflict as error:
        flash(error.message, "fout")
    else:
        if said:
            flash(said, "ok")
    return redirect(f"/overleg/{slot_id}")


def _rhythm() -> Rhythm:
    weekday, week = request.form.get("weekdag", ""), request.form.get("week", "")
    return Rhythm(
        rhythm=request.form.get("ritme", ""),
        weekday=int(weekday) if weekday in map(str, range(len(WEEKDAYS))) else -1,
        first_on=typed_day(request.form.get("van", "")) or date.min,
        last_on=typed_day(request.form.get("tot", "")) or date.min,
        on_holiday=request.form.get("feestdag", ""),
        week_of_month=int(week) if week in map(str, WEEKS) else None,
    )


def _occasion() -> series.Occasion:
    return series.Occasion(
        starts_at=typed_time(request.form.get("begin", "")),
        ends_at=typed_time(request.form.get("einde", "")),
        place=request.form.get("plaats", ""),
        capacity=(typed_number("zaken") or -1) if request.form.get("zaken", "").strip() else None,
    )
