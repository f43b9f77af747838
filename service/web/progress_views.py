"""Following many cases: what is late, due, stalled or escalated; stepping in; questions to process directors."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import FieldError, InvalidInput
from service.usecases import pauses, questions
from service.usecases.cases import change_process_director
from service.usecases.progress import list_progress
from service.usecases.progress_cases import get_follow_up
from service.usecases.shapes import ProgressFilter
from service.usecases.shapes.progress import LISTS
from service.usecases.task_bulk import assign_many
from service.usecases.work import Work
from service.web.opening import actor, factory, page, reading, writing
from service.web.posted import typed_key, typed_number
from service.web.refusals import Refused

pages = Blueprint("progress", __name__)
Answer = Response | tuple[str, int]
_WORDS = ("lijst", "gemeente", "procesregisseur", "na")


@pages.get("/voortgang")
@login_required
def progress() -> str:
    words = {word: request.args[word] for word in _WORDS if request.args.get(word)}
    shows = words.get("lijst", "")
    wanted = ProgressFilter(
        shows=shows if shows in LISTS else LISTS[0],
        municipality=words.get("gemeente", ""),
        director=words.get("procesregisseur", ""),
        after=words.get("na", ""),
    )
    with reading() as work:
        found = list_progress(work, wanted)
        asked = {word: value for word, value in words.items() if word != "na"}
        return page(work, "voortgang.html", found=found, filter=wanted, asked=asked)


@pages.get("/voortgang/zaken/<number>")
@login_required
def follow_up(number: str) -> str:
    with reading() as work:
        return _page(work, number)


def _page(work: Work, number: str, refused: Refused | None = None) -> str:
    found = get_follow_up(work, number)
    return page(
        work, "voortgang_zaak.html", case=found, refused=refused, chosen=typed_key(request.args.get("taak", ""))
    )


def _done(number: str, form: str, said: str, act: Callable[[Work], object]) -> Answer:
    """Do it and say so; what was refused comes back as it was filled in."""
    try:
        with writing() as work:
            act(work)
    except InvalidInput as error:
        return _again(number, form, error)
    flash(said, "ok")
    return redirect(f"/voortgang/zaken/{number}")


def _again(number: str, form: str, error: InvalidInput) -> tuple[str, int]:
    chosen = tuple(key for text in request.form.getlist("taak") if (key := typed_key(text)) is not None)
    with reading() as work:
        return _page(work, number, Refused(error, form, request.form, chosen)), 400


@pages.post("/voortgang/zaken/<number>/termijn")
@login_required
def extend_term(number: str) -> Answer:
    """Give one term of the case more time."""
    task, days, reason = (
        typed_key(request.form.get("taak", "")),
        typed_number("werkdagen"),
        request.form.get("reden", ""),
    )

    def act(work: Work) -> None:
        if task is None or task not in {one.id for one in get_follow_up(work, number).tasks}:
            raise InvalidInput(fields=[FieldError("taak", "Kies welke termijn langer wordt.")])
        pauses.extend_task(work, task, days, reason)

    return _done(number, "termijn", "De termijn is verlengd.", act)


@pages.post("/voortgang/zaken/<number>/taken")
@login_required
def divide(number: str) -> Answer:
    """Give open tasks of the case to somebody else."""
    given = (typed_key(text) for text in request.form.getlist("taak"))
    with reading() as work:
        here = {one.id for one in get_follow_up(work, number).tasks}
    tasks = [key for key in given if key in here]
    account = typed_key(request.form.get("account", ""))
    try:
        done = assign_many(factory(), actor(), [key for key in tasks if key], account, request.form.get("reden", ""))
    except InvalidInput as error:
        return _again(number, "taken", error)
    for refusal in done.refused:
        flash(f"{refusal.task}: {refusal.reason}", "fout")
    if count := len(done.assigned) + len(done.unchanged):
        flash(f"{count} {'taak is' if count == 1 else 'taken zijn'} nu van {done.assignee}.", "ok")
    return redirect(f"/voortgang/zaken/{number}")


@pages.post("/voortgang/zaken/<number>/procesregisseur")
@login_required
def direct(number: str) -> Answer:
    """Give process direction to somebody else."""
    account, reason = typed_key(request.form.get("account", "")), request.form.get("reden", "")

    def act(work: Work) -> None:
        if account is None:
            raise InvalidInput(fields=[FieldError("account", "Kies wie procesregisseur wordt.")])
        change_process_director(work, number, account, reason)

    return _done(number, "procesregisseur", "De zaak heeft een andere procesregisseur.", act)


@pages.post("/voortgang/zaken/<number>/vraag")
@login_required
def ask(number: str) -> Answer:
    """Ask the process director."""
    said = "Uw vraag is gesteld. U krijgt een bericht als er antwoord is."
    text, task = request.form.get("vraag", ""), typed_key(request.form.get("taak", ""))
    return _done(number, "vraag", said, lambda work: questions.ask(work, number, text, task))


@pages.get("/vragen")
@login_required
def show_questions() -> str:
    with reading() as work:
        return page(work, "vragen.html", questions=questions.list_questions(work), refused=None)


@pages.post("/vragen/<int:question_id>/antwoord")
@login_required
def answer(question_id: int) -> Answer:
    try:
        with writing() as work:
            questions.answer(work, question_id, request.form.get("antwoord", ""))
    except InvalidInput as error:
        at_field = [replace(one, path=f"{question_id}") for one in error.fields]
        refused = Refused(InvalidInput(error.message, at_field), "antwoord", request.form)
        with reading() as work:
            return page(work, "vragen.html", questions=questions.list_questions(work), refused=refused), 400
    flash("Uw antwoord is verstuurd.", "ok")
    return redirect("/vragen")
