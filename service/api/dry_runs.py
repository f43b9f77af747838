"""/v1/ontwerpen/<sleutel>/proeven and scenarios: trying a draft on an example, and doing kept walks again."""

from typing import Any

from flask import g

from service.api.acting import reading, the_factory, writing
from service.api.document import Resource
from service.api.schemas import dry_runs as shapes
from service.forms import schema_json
from service.usecases.ways.trying import dry_run_reads, dry_runs, scenarios

resource = Resource("proeven", "Een ontwerp proberen met een voorbeeldzaak: geen e-mail, niets echts, een eigen klok")
_RUNS = "/ontwerpen/<sleutel>/proeven"
_RUN = f"{_RUNS}/<key:proef>"
_SCENARIOS = "/ontwerpen/<sleutel>/scenarios"


def _shown(key: str, number: int) -> Any:
    view = dry_run_reads.view(the_factory(), g.actor, key, number)
    return {**vars(view), "actions": [action for action, _ in view.actions]}


@resource.route(_RUNS)
@resource.doc(summary="De proeven van een ontwerp, nieuwste eerst")
@resource.response(200, shapes.DryRunsSchema)
def proeven(sleutel: str) -> Any:
    with reading() as work:
        return {"rows": dry_run_reads.list_dry_runs(work, sleutel)}


@resource.route(_RUNS, methods=["POST"])
@resource.doc(summary="Een voorbeeldzaak beginnen op het ontwerp zoals het nu is, of één proces daarvan")
@resource.arguments(shapes.BeginTrialBody)
@resource.response(201, shapes.DryRunSchema)
def proef_beginnen(body: dict[str, Any], sleutel: str) -> Any:
    given = body["process"], body["answers"], body["start_on"]
    return _shown(sleutel, dry_runs.begin(the_factory(), g.actor, sleutel, *given))


@resource.route(_RUN)
@resource.doc(summary="Waar een proef staat: taken, berichten, escalaties, verloop")
@resource.response(200, shapes.DryRunSchema)
def proef_tonen(sleutel: str, proef: int) -> Any:
    return _shown(sleutel, proef)


@resource.route(_RUN, methods=["DELETE"])
@resource.doc(summary="Een proef weggooien")
@resource.response(204)
def proef_weggooien(sleutel: str, proef: int) -> None:
    dry_runs.discard(the_factory(), g.actor, sleutel, proef)


@resource.route(f"{_RUN}/taken/<key:taak>")
@resource.doc(summary="Het formulier van een open taak van een proef, met voorgestelde antwoorden")
@resource.response(200, shapes.TryFormSchema)
def proeftaak(sleutel: str, proef: int, taak: int) -> Any:
    found = dry_run_reads.task_form(the_factory(), g.actor, sleutel, proef, taak)
    return {"form": schema_json(found.form, found.scope), "data": found.data, "revision": found.revision}


@resource.route(f"{_RUN}/taken/<key:taak>", methods=["POST"])
@resource.doc(summary="Een taak van een proef afronden; 409 als er intussen een stap is gezet")
@resource.arguments(shapes.AnswerBody)
@resource.response(200, shapes.DryRunSchema)
def proeftaak_afronden(body: dict[str, Any], sleutel: str, proef: int, taak: int) -> Any:
    given = body["revision"], taak, body["answers"], body["role"]
    dry_runs.complete(the_factory(), g.actor, sleutel, proef, *given)
    return _shown(sleutel, proef)


@resource.route(f"{_RUN}/klok", methods=["POST"])
@resource.doc(summary="De klok van een proef naar het volgende moment zetten, of verder; alles daartussen gebeurt")
@resource.arguments(shapes.JumpBody)
@resource.response(200, shapes.DryRunSchema)
def proef_springen(body: dict[str, Any], sleutel: str, proef: int) -> Any:
    dry_runs.jump(the_factory(), g.actor, sleutel, proef, body["revision"], body["to"])
    return _shown(sleutel, proef)


@resource.route(f"{_RUN}/handeling", methods=["POST"])
@resource.doc(summary="Iets doen op de zaakpagina van de voorbeeldzaak")
@resource.arguments(shapes.ActBody)
@resource.response(200, shapes.DryRunSchema)
def proef_handelen(body: dict[str, Any], sleutel: str, proef: int) -> Any:
    dry_runs.act(the_factory(), g.actor, sleutel, proef, body["revision"], body["action"])
    return _shown(sleutel, proef)


@resource.route(f"{_RUN}/terug", methods=["POST"])
@resource.doc(summary="De laatste stap van een proef ongedaan maken")
@resource.arguments(shapes.StepBody)
@resource.response(200, shapes.DryRunSchema)
def proef_terug(body: dict[str, Any], sleutel: str, proef: int) -> Any:
    dry_runs.undo(the_factory(), g.actor, sleutel, proef, body["revision"])
    return _shown(sleutel, proef)


@resource.route(f"{_RUN}/scenario", methods=["POST"])
@resource.doc(summary="Een proef als scenario van het ontwerp bewaren; dezelfde naam vervangt het vorige")
@resource.arguments(shapes.KeepBody)
@resource.response(201, shapes.ScenarioSchema)
def scenario_bewaren(body: dict[str, Any], sleutel: str, proef: int) -> Any:
    name = scenarios.save_scenario(the_factory(), g.actor, sleutel, proef, body["title"], body["proves"])
    with reading() as work:
        return next(row for row in scenarios.list_scenarios(work, sleutel) if row.id == name)


@resource.route(_SCENARIOS)
@resource.doc(summary="De scenario's van een ontwerp; de landelijke gelden in elke regio")
@resource.response(200, shapes.ScenariosSchema)
def scenario_lijst(sleutel: str) -> Any:
    with reading() as work:
        return {"rows": scenarios.list_scenarios(work, sleutel)}


@resource.route(f"{_SCENARIOS}/naspelen", methods=["POST"])
@resource.doc(summary="Alle scenario's van een ontwerp opnieuw lopen: wat gaat er anders")
@resource.response(200, shapes.PlayedListSchema)
def scenarios_naspelen(sleutel: str) -> Any:
    found = scenarios.run_scenarios(the_factory(), g.actor, sleutel)
    return {"rows": [{"id": name, "differences": differences} for name, differences in found.items()]}


@resource.route(f"{_SCENARIOS}/<scenario>", methods=["DELETE"])
@resource.doc(summary="Een scenario uit een ontwerp halen; een landelijk scenario blijft")
@resource.response(204)
def scenario_weghalen(sleutel: str, scenario: str) -> None:
    with writing() as work:
        scenarios.remove_scenario(work, sleutel, scenario)
