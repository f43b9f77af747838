"""One rule of a task form: a demand on several answers together."""

from typing import Any

from flask import Blueprint, flash, redirect, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service.domain.errors import DomainError
from service.usecases.ways.author_facts import get_author_facts
from service.usecases.ways.condition_names import names_of_form
from service.usecases.ways.drafts import get_draft
from service.usecases.ways.form_drafts import get_form_draft, own_scope
from service.usecases.ways.form_rules import questions_for_rule, save_rule
from service.usecases.work import Work
from service.web import posted
from service.web.author_json import names_json
from service.web.errors import status_of
from service.web.form_view import form_view
from service.web.opening import page, reading, writing
from service.web.outline_views import posted_revision

pages = Blueprint("form_rule", __name__)
RULE = "/werkwijzen/ontwerpen/<draft>/formulier/<name>/regel"


@pages.get(RULE)
@login_required
def rule(draft: str, name: str) -> str:
    with reading() as work:
        return _rule(work, draft, name, None, None)


@pages.post(RULE)
@login_required
def save(draft: str, name: str) -> Response | tuple[str, int]:
    with reading() as work:
        raw = posted.answers(questions_for_rule(get_form_draft(work, draft, name), _number())[0])
    try:
        with writing() as work:
            save_rule(work, draft, name, posted_revision(), _number(), raw)
    except DomainError as refused:
        with reading() as work:
            return _rule(work, draft, name, raw, refused), status_of(refused)
    flash("De regel is bewaard in het ontwerp.", "ok")
    return redirect(f"/werkwijzen/ontwerpen/{draft}/formulier/{name}#regels")


def _rule(work: Work, draft: str, name: str, given: dict[str, Any] | None, refused: DomainError | None) -> str:
    found = get_form_draft(work, draft, name)
    questions, answers = questions_for_rule(found, _number())
    view = form_view(questions, answers if given is None else given, own_scope(), refused.fields if refused else ())
    names = names_of_form(found.raw, "", get_author_facts(work, draft), name)
    return page(
        work, "werkwijzen/regel.html", draft=get_draft(work, draft), found=found, form=view, refused=refused,
        problems=view.problems, revision=posted_revision() or found.revision, number=_number(),
        names=names_json(names),
    )  # fmt: skip


def _number() -> int | None:
    given = request.args.get("nr", "")
    return int(given) if given.isdigit() and len(given) < 4 else None
