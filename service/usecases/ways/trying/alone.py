"""Trying one process by itself: on an example case that has a valid plan, or as a theme without a case."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select, update

from service.domain.actors import SYSTEM
from service.domain.errors import Conflict, StepFailed
from service.domain.reviewing import KINDS
from service.domain.status import RUNNING_PLAN
from service.engine.gate.trial.options import Options
from service.engine.model import ProcessModel
from service.forms import Choice, Field, Form, FormScope, validate
from service.models import (
    Commitment,
    Event,
    Notification,
    OutboxMail,
    ProcessInstance,
    Stall,
    Task,
    Watch,
)
from service.usecases import instances, themes
from service.usecases.accounts import find_account, get_actor
from service.usecases.escalations import request_escalation
from service.usecases.links import JUDGEMENT
from service.usecases.placement_reviews import submit_review
from service.usecases.plans import find_valid_plan
from service.usecases.steps import Step
from service.usecases.ways.trying import acting
from service.usecases.ways.trying.looking import open_tasks
from service.usecases.ways.trying.people import PREFIX, TOWN
from service.usecases.ways.trying.samples import sample_for_task
from service.usecases.ways.trying.sandbox import PREPARED, RELEASE, Sandbox
from service.usecases.work import Work

_MOST_STEPS = 60
_TYPES = {"bool": "janee", "date": "datum", "int": "getal", "str": "tekst"}
# What the example itself knows: nobody need fill it in.
_SAYS_NOTHING = ("", "iets anders")
_OTHERWISE = {"int": 1, "str": "voorbeeld"}
_USUAL = {"regel": "checkin_te_laat", "start_wijze": "handmatig", "aanleiding": "procesregisseur",
          "soort": "toezegging"}  # fmt: skip
_KNOWN = frozenset({"doel_id", "partij_id", "escalatie_id", "toets_id"})


def prepare(box: Sandbox, registration: Mapping[str, Any]) -> None:
    """Bring an example case to a valid plan, and let everything on it stand still: a process can be tried on it."""
    acting.register(box, registration)
    for _ in range(_MOST_STEPS):
        with box.factory.read(SYSTEM) as work:
            case = acting.the_case(work)
            if case is not None and case.status == RUNNING_PLAN:
                break
            first = next((task for task in open_tasks(work) if not task.planned), None)
            answers = sample_for_task(work, acting.open_task(work, first.id)) if first else {}
        if first is None:
            acting.jump(box)
        else:
            acting.complete(box, first.id, answers)
    else:
        raise Conflict(
            "Een los proces kan nu niet geprobeerd worden: een voorbeeldzaak komt in de landelijke werkwijze niet tot "
            "een plan. Probeer de hele zaak."
        )
    _stand_still(box)


def _stand_still(box: Sandbox) -> None:
    """Nothing of how the case came here runs on, nor shows up in what is tried."""
    with box.factory.write(SYSTEM) as work:
        running = update(ProcessInstance).values(
            status="cancelled", result=PREPARED, ended_at=work.now, next_due_at=None, active=[], messages=[]
        )
        work.session.execute(running)
        ended = update(Task).where(Task.ended_at.is_(None)).values(ended_at=work.now, cancelled_at=work.now)
        work.session.execute(ended)
        work.session.execute(update(Watch).values(due_at=None))
        for model in (OutboxMail, Notification, Event):
            work.session.execute(delete(model))


def start_form(box: Sandbox, model: ProcessModel) -> Form | None:
    """The form with what a process is given at its start; None when it is given nothing."""
    if model.subject == "theme":
        return None
    options = Options(model, box.services.library.get(RELEASE).processes, {})
    fields = [
        _field(name, model.variables[name].type, options.of(name, box.clock.now()))
        for name in model.start_variables
        if name not in _KNOWN and model.variables[name].type in _TYPES
    ]
    if not fields:
        return None
    text = "Dit krijgt het proces mee van wat het begint. In een proef kiest u het zelf."
    return Form(f"start_{model.key}", f"Begin van: {model.name}", text, tuple(fields), (), tuple(fields))


def _field(name: str, kind: str, values: list[Any]) -> Field:
    label = name.replace("_", " ").capitalize()
    if kind == "str" and len(values) > 1:
        usual = [_USUAL[name]] if name in _USUAL and _USUAL[name] not in values else []
        # «Something else» is what the usual one is, when no condition names that.
        offered = [*usual, *(value for value in values if value and not (usual and value in _SAYS_NOTHING))]
        choices = tuple(Choice(str(value), str(value).replace("_", " ")) for value in offered)
        return Field(name, "keuze", label, required=True, choices=choices)
    return Field(name, _TYPES[kind], label, required=kind != "str")


def start_sample(box: Sandbox, model: ProcessModel) -> dict[str, Any]:
    """What an example gives a process at its start."""
    options = Options(model, box.services.library.get(RELEASE).processes, {})
    kinds = {name: model.variables[name].type for name in model.start_variables if name not in _KNOWN}
    return {
        name: _sample(name, kind, options.of(name, box.clock.now()), box)
        for name, kind in kinds.items()
        if kind in _TYPES
    }


def _sample(name: str, kind: str, values: list[Any], box: Sandbox) -> Any:
    if kind == "date":
        return box.clock.now().date().isoformat()
    if kind == "bool":
        return False
    telling = [value for value in values if value not in _SAYS_NOTHING]
    return _USUAL.get(name) or next(iter(telling), _OTHERWISE[kind])


def start_alone(box: Sandbox, model: ProcessModel, answers: Mapping[str, Any] | None) -> dict[str, Any]:
    """Start a process on the prepared case, or a theme; gives the answers it started with."""
    given = start_sample(box, model) if answers is None else _clean(start_form(box, model), answers)
    with box.factory.read(SYSTEM) as work:
        director = find_account(work, f"{PREFIX}procesregisseur")
        actor = get_actor(work, director) if director is not None else SYSTEM
    try:
        with box.factory.write(actor) as work:
            if model.subject == "theme":
                _start_theme(work, model)
            else:
                _start_on_case(work, model, given)
    except StepFailed as failed:
        raise acting.explained(failed) from failed
    return given


def _clean(form: Form | None, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as a process takes them: whoever typed them wrote a day as 24-12-2026, and left some out."""
    if form is None:
        return dict(answers)
    left_out = {field.name: "" for field in form.fields if field.required is False}
    return {**left_out, **validate(form, answers, FormScope({}, {}))}


def _start_theme(work: Work, model: ProcessModel) -> None:
    if model.key != themes.PROCESS:
        raise Conflict("Een eigen proces over een thema kan nog niet los geprobeerd worden. Probeer de hele zaak.")
    question = "Wie zorgt dat er voor deze combinatie van vragen plek komt?"
    themes.start_theme(work, themes.ThemeDraft("Geen plek voor een combinatie van vragen", question, TOWN, True))


def _start_on_case(work: Work, model: ProcessModel, given: Mapping[str, Any]) -> None:
    case = acting.the_case(work)
    if case is None:
        raise LookupError("a process was started alone without a prepared case")
    join_key = None
    data = {**given, **_facts(work, model, given)}
    if model.key == JUDGEMENT:
        stall = Stall(case_id=case.id, rule=str(given.get("regel") or _USUAL["regel"]), target="", opened_on=work.today)
        work.session.add(stall)
        work.session.flush()
        join_key = f"stagnatie:{stall.id}"
    instances.start(work, model.key, data, release_id=RELEASE, case=case, join_key=join_key)


def _facts(work: Work, model: ProcessModel, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the example knows of what a process asks for."""
    case = acting.the_case(work)
    found: dict[str, Any] = {}
    plan = find_valid_plan(work.session, case.id) if case else None
    if "doel_id" in model.start_variables and plan is not None and plan.goals:
        found["doel_id"] = plan.goals[0].key
    if "partij_id" in model.start_variables:
        found["partij_id"] = _party(work, str(given.get("soort") or "toezegging"))
    if "escalatie_id" in model.start_variables:
        found["escalatie_id"] = request_escalation(_main(work), "handmatig").key
    if "toets_id" in model.start_variables:
        kind = str(given.get("plaatsing_soort") or "")
        found["toets_id"] = submit_review(_main(work), kind if kind in KINDS else next(iter(KINDS))).key
    return found


def _main(work: Work) -> Step:
    """A step of the example's main line; what it queues is not done."""
    first = work.session.scalars(select(ProcessInstance).order_by(ProcessInstance.id).limit(1)).one()
    return Step(work, first, lambda _origin, _command: None)


def _party(work: Work, kind: str) -> str:
    """A question to a party of the example's plan, of this kind if there is one."""
    asked = work.session.scalars(select(Commitment).order_by(Commitment.id.desc())).all()
    party = next((one for one in asked if one.kind == kind), next(iter(asked), None))
    return str(party.id) if party is not None else ""
