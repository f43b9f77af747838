"""Reviewing a placement outside the family: two judgements, of which the more cautious counts (R169)."""

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "vrijwillig": "Vrijwillig, met instemming van de ouders",
    "machtiging_gevraagd": "Met een machtiging van de kinderrechter",
    "spoed_achteraf": "Met spoed al gebeurd; toets achteraf",
}
# From what asks least of the plan to what asks most.
JUDGEMENTS: Mapping[str, str] = {
    "ondersteunt": "Ondersteunt de plaatsing",
    "ondersteunt_mits": "Ondersteunt de plaatsing, mits aan voorwaarden is voldaan",
    "ondersteunt_niet": "Ondersteunt de plaatsing niet",
}
FIRST, SECOND = "gedragsdeskundige", "tweede_gedragsdeskundige"
LATE = "toets_te_laat"


def more_cautious(first: str, second: str) -> str:
    """The judgement that counts when two experts differ."""
    order = list(JUDGEMENTS)
    return max(first, second, key=order.index)


def other_judge(role: str) -> str | None:
    """The lane that judges the same placement; None for every lane that judges none."""
    return {FIRST: SECOND, SECOND: FIRST}.get(role)
