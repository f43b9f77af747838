"""Building blocks for the plan: keep, ask parties, submit, adopt, watch, finance."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from handlers.registry import handler
from service.usecases import commitments, financing, monitoring, plans
from service.usecases.steps import Step


@handler(
    summary="Toetst het plan en legt het als concept vast; elke fout is één zin bij haar veld.",
    returns=(
        "concept_versie", "bedrag_totaal", "aantal_zonder_convenant", "keren_niet_passend", "mandaat_opnieuw",
        "besluit_dekt_plan",
    ),
)  # fmt: skip
def plan_vastleggen(step: Step, bron: str) -> Mapping[str, Any]:
    stored = plans.store_plan(step, bron)
    return {
        "concept_versie": stored.number,
        "bedrag_totaal": stored.amount,
        "aantal_zonder_convenant": stored.without_covenant,
        "keren_niet_passend": stored.times_unfit,
        "mandaat_opnieuw": stored.mandate_again,
        "besluit_dekt_plan": stored.covered,
    }


@handler(
    summary="Vraagt elke partij die nog moet antwoorden om instemming of om een toezegging.",
    returns=("voorgelegd_op",),
)
def partijen_vragen(step: Step, soort: Literal["instemming", "toezegging"]) -> Mapping[str, Any]:
    valid = plans.find_valid_plan(step.session, step.the_case().id)
    plan = plans.get_concept(step) if soort == commitments.CONSENT else plans.get_valid_plan(step)
    return {"voorgelegd_op": commitments.ask_parties(step, soort, plan, valid)}


@handler(summary="Bewaart het antwoord van een partij; het laatste antwoord meldt dat alle partijen antwoordden.")
def instemming_vastleggen(step: Step, partij: str) -> None:
    commitments.record_consent(step, partij)


@handler(summary="Telt de partijen die niet instemmen.", returns=("aantal_tegen",))
def instemming_tellen(step: Step) -> Mapping[str, Any]:
    return {"aantal_tegen": commitments.count_refusals(step, plans.get_concept(step))}


@handler(summary="Legt het concept voor aan de verantwoordelijke gemeente.", returns=("voorgelegd_op",))
def plan_voorleggen(step: Step) -> Mapping[str, Any]:
    return {"voorgelegd_op": plans.submit_plan(step)}


@handler(
    summary="Laat de versie gelden en de vorige vervallen; het adviesgewicht komt uit het formulier of de instelling.",
    returns=("planversie", "adviesgewicht", "vastgesteld_op", "eerste_vaststelling_op"),
)
def plan_activeren(step: Step, versie: int) -> Mapping[str, Any]:
    plan, first_adopted_on = plans.activate_plan(step, versie)
    return {
        "planversie": plan.number,
        "adviesgewicht": plan.advice_weight,
        "vastgesteld_op": plan.adopted_on,
        "eerste_vaststelling_op": first_adopted_on,
    }


@handler(summary="Start voortgangschecks en belmomenten en beëindigt precies wat niet meer in het plan staat.")
def planbewaking_bijwerken(step: Step, vanaf: date) -> None:
    monitoring.update_watch(step, vanaf)


@handler(
    summary="Legt de financieringsregels zonder besluit voor.",
    returns=("financiering_open", "financiering_voorgelegd_op"),
)
def financiering_vragen(step: Step) -> Mapping[str, Any]:
    is_open, asked_on = financing.ask_financing(step)
    return {"financiering_open": is_open, "financiering_voorgelegd_op": asked_on}


@handler(summary="Bewaart het besluit per financieringsregel; een toekenning beëindigt de stagnatie erover.")
def financiering_verwerken(step: Step) -> None:
    financing.record_decision(step)


@handler(summary="Bewaart de toezegging van een aanbieder met de mogelijke start.")
def toezegging_vastleggen(step: Step, partij: str, toezegging: str) -> None:
    commitments.record_commitment(step, partij, toezegging)
