"""Building blocks for the review of a placement outside the family."""

from collections.abc import Mapping
from typing import Any

from handlers.registry import handler
from service.usecases import placement_reviews
from service.usecases.steps import Step


@handler(
    summary="Legt een voorgenomen plaatsing buiten het gezin voor aan twee gedragsdeskundigen.",
    returns=("toets_id", "voorgelegd_op"),
)
def toets_voorleggen(step: Step, soort: str) -> Mapping[str, Any]:
    review = placement_reviews.submit_review(step, soort)
    return {"toets_id": review.key, "voorgelegd_op": review.submitted_on}


@handler(
    summary="Legt twee oordelen over een plaatsing vast en meldt ze; het voorzichtigste telt. Twee mensen geven ze: "
    "de een met het formulier toets_eerste, de ander, die niet betrokken is, met toets_tweede.",
    returns=("toets_oordeel",),
)
def toets_vastleggen(step: Step, toets: str, eerste: str, tweede: str) -> Mapping[str, Any]:
    return {"toets_oordeel": placement_reviews.record_outcome(step, toets, eerste, tweede)}
