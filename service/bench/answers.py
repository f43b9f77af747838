"""What the bench fills in: one registration and one first contact of nobody who exists."""

from collections.abc import Mapping
from typing import Any

REGISTRATION: Mapping[str, Any] = {
    "soort_vraag": "doorbraak_procesregie",
    "verblijf": "thuis",
    "veiligheid_acuut": False,
    "melder_type": "lokaal_team",
    "melder_naam": "M. Meting",
    "melder_organisatie": "o-lt",
    "melder_contact": "meting@voorbeeld.example",
    "jeugdige_voornaam": "Proef",
    "geboortedatum": "2012-04-03",
    "gezag": "beide_ouders",
    "maatregel": "geen",
    "vraag_gezin": "Een vraag zoals een gezin die stelt, in een paar regels.",
    "hulpvraag": "Wie kan onderwijs en behandeling samen bieden?",
    "wat_geprobeerd": "Twee behandelingen en een schoolwissel; beide gestopt.",
    "waarom_vast": ["geen_aanbod", "samenwerking"],
    "leefgebieden": ["psychisch", "school_werk"],
    "gezin_weet": "ja",
    "toestemming_delen": "ja",
}
FIRST_TASK = "eerste_contact"
FIRST_CONTACT: Mapping[str, Any] = {
    "melder_gesproken": True,
    "gezin_gesproken": "ja",
    "vraag_verhelderd": "Naar school en rust thuis.",
    "toestemming_vastgelegd": True,
}
# What is filled in already, from the valid plan, stays.
REVISED: Mapping[str, Any] = {
    "doorzetten": "voorleggen",
    "wijziging": "De ochtenden worden dagdelen naar keuze.",
    "passend_gezin": "ja",
    "gezin_betrokken": "ja",
}
PASSED_ON: Mapping[str, Any] = {"gedeeld_op": "2026-01-05", "regie_genoemd": True}
CHECKED: Mapping[str, Any] = {"stand": "op_koers", "veiligheid_gewijzigd": False}
