"""Pure rules of registration and triage: what is missing, what is an emergency."""

from collections.abc import Iterable, Mapping
from typing import Any

FAMILY = frozenset({"jeugdige", "ouder_verzorger", "eigen_netwerk"})
MEASURES = frozenset({"ots", "voogdij", "vots", "jeugdreclassering"})
# Not asked when somebody wants advice only: advice must be possible without personal data.
NOT_FOR_ADVICE = frozenset({"wat_geprobeerd", "waarom_vast", "leefgebieden", "verblijf", "gezag", "maatregel"})


def missing_information(
    registration: Mapping[str, Any], first_contact: Mapping[str, Any], required: Iterable[str]
) -> list[str]:
    """The required fields that are still unanswered after the first contact (R044, V75)."""
    advice = registration.get("soort_vraag") == "advies"
    wanted = [name for name in required if not (advice and name in NOT_FOR_ADVICE)]
    return [name for name in wanted if not _is_known(name, registration, first_contact)]


def _is_known(name: str, registration: Mapping[str, Any], first_contact: Mapping[str, Any]) -> bool:
    value = registration.get(name)
    if name == "toestemming_delen":
        # «Nog te vragen» is known only once the consents were recorded in the first contact.
        return bool(value) and (value != "nog_te_vragen" or first_contact.get("toestemming_vastgelegd") is True)
    if name in ("vraag_gezin", "hulpvraag"):
        # The team helps a family to put its question into words (R048).
        return bool(value or registration.get("hulpvraag") or first_contact.get("vraag_verhelderd"))
    return value not in (None, "", [], {})


def is_emergency(acute: bool, measure: str | None, breakthrough: bool) -> bool:
    """Acute danger; or a child with a measure and without fitting help, where the region breaks through (R052)."""
    return acute or (breakthrough and measure in MEASURES)


def may_register(referrer: str, admitted: Iterable[str], family_allowed: bool) -> bool:
    """Whether this kind of referrer may use the front door of this region (R040, R041)."""
    return referrer in admitted and (family_allowed or referrer not in FAMILY)
