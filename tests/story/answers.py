"""What the people of the story fill in."""

from collections.abc import Mapping
from typing import Any

Data = Mapping[str, Any]

REGISTRATION: Data = {
    "gemeente_brp": "lindervoort",
    "soort_vraag": "doorbraak_procesregie",
    "verblijf": "thuis",
    "veiligheid_acuut": False,
    "melder_type": "lokaal_team",
    "melder_naam": "B. Buurt",
    "melder_organisatie": "o-lt",
    "melder_contact": "lokaalteam@voorbeeld.example",
    "jeugdige_voornaam": "Mees",
    "geboortedatum": "2012-04-03",
    "gezag": "beide_ouders",
    "maatregel": "geen",
    "vraag_gezin": "Ik wil weer naar school, met iemand die mij snapt.",
    "hulpvraag": "Wie kan onderwijs en behandeling samen bieden?",
    "wat_geprobeerd": "Twee behandelingen en een schoolwissel; beide gestopt.",
    "waarom_vast": ["geen_aanbod", "samenwerking"],
    "leefgebieden": ["psychisch", "school_werk"],
    "gezin_weet": "ja",
    "toestemming_delen": "ja",
}
FIRST_CONTACT: Data = {
    "melder_gesproken": True,
    "gezin_gesproken": "ja",
    "vraag_verhelderd": "Mees wil naar school en rust thuis.",
    "toestemming_vastgelegd": True,
}
CRITERIA = [
    "meerdere_leefgebieden",
    "meerdere_partijen_nodig",
    "invloed_of_impact_gezin",
    "reguliere_routes_benut",
    "vastgelopen",
]
TRIAGE: Data = {"criteria": CRITERIA, "vastgelopen_op": "beide", "urgentie": "hoog"}
HANDOVER: Data = {**TRIAGE, "uitkomst": "warme_overdracht", "overdracht_naar": "o-lt"}
REFUSED: Data = {
    "gesprek_datum": "2026-09-07",
    "ontvanger_akkoord": False,
    "reden_weigering": "Het lokaal team kan dit niet alleen.",
    "gezin_aanwezig": "ja",
}
DIRECTION: Data = {
    **TRIAGE,
    "uitkomst": "procesregie",
    "procesregisseur": "u-pr1",
    "casusregisseur_bevestigd": "u-cp-lt",
}
PARTIES: Data = {
    "partijen": [
        {"organisatie": "o-berk", "persoon": "Y. Berk", "rol": "uitvoering", "ring": "casus", "mandaat": True}
    ],
    "justitie_nodig": False,
    "onderwijs_nodig": True,
    "expertisenetwerk": False,
}
PERSPECTIVE: Data = {
    "vorm_jeugdige": "gesprek",
    "vorm_ouders": "aanwezig",
    "perspectief_tekst": "Mees wil klein beginnen: twee ochtenden. Ouders willen één aanspreekpunt.",
}
INVITED: Data = {"uitgenodigd_melder": "ja", "uitgenodigd_ouders": "ja", "uitgenodigd_jeugdige": "ja"}
ANALYSIS: Data = {
    "feiten": "Mees zit sinds het voorjaar thuis.",
    "positief": "Mees is nieuwsgierig; ouders werken goed samen.",
    "ontstaan": "Na de schoolwissel liep het vast.",
    "verklaring": "Prikkels op school en een lange wachttijd versterken elkaar.",
    "gedeeld_gezin": "ja",
    "gedeeld_partijen": "ja",
    "aanwezigen": [{"persoon": "moeder van Mees", "rol": "ouder", "vorm": "aanwezig"}],
}
GOALS = [
    {
        "omschrijving": "Mees gaat twee ochtenden naar school",
        "eigenaar": "B. Buurt",
        "maat": "twee ochtenden per week",
        "streefdatum": "2027-01-15",
        "ritme": 20,
    }
]
PLAN_TASKS = [
    {
        "doel": 1,
        "omschrijving": "Rustige plek op school regelen",
        "rol": "casusregisseur",
        "verantwoordelijke": "B. Buurt",
        "vervaldatum": "2027-01-08",
    }
]
PLAN: Data = {
    "nodig": "Onderwijs en begeleiding op één plek, in kleine stappen.",
    "doelen": GOALS,
    "taken": PLAN_TASKS,
    "oplossing_soort": "aangepast_aanbod",
    "aanbieders": [{"organisatie": "o-berk", "onderdeel": "begeleiding op school", "startdatum": "2027-02-01"}],
    "wachttijd_verwacht": 0,
    "financiering": [{"wet": "jeugdwet", "betaler": "Gemeente Lindervoort", "bedrag": 18000, "status": "te_besluiten"}],
    "afschaalcriteria": "Drie maanden twee ochtenden school zonder uitval.",
    "passend_gezin": "ja",
    "instemming": [{"partij": "Stichting De Berk", "instemming": "ja"}],
}
UNFIT: Data = {**PLAN, "passend_gezin": "nee"}
COMMITTED: Data = {"toezegging": "ja", "startdatum": "2027-02-01"}
GRANTED: Data = {
    "besluit": "toegekend",
    "regels": [{"wet": "jeugdwet", "betaler": "Gemeente Lindervoort", "bedrag": 18000, "besluit": "toegekend"}],
}
PREPARED: Data = {
    "beslisvraag": "Wie zorgt dat de plek op school er is voor 1 december?",
    "geprobeerd": "Twee keer gevraagd aan school en aanbieder.",
    "gevolg_niets_doen": "Mees blijft thuis.",
    "samenvatting_min": "Een afgesproken voortgangscheck blijft uit; de plek op school is niet geregeld.",
    "gezin_geinformeerd": "ja",
}
DECIDED: Data = {
    "besluit": "oplossing_opgelegd",
    "motivering": "School en De Berk openen de plek; de gemeente betaalt de eerste maand.",
    "uitvoering_door": "o-berk",
    "uiterlijk": "2027-01-29",
}
BACK_ON_COURSE: Data = {"stand": "op_koers", "veiligheid_gewijzigd": False}
SOLVED: Data = {"oorzaak": ["niet_ingevuld"], "actie": "opgelost", "motivering": "De check is alsnog gedaan."}
# Goals, tasks, providers and financing are filled in from the valid plan: only what changes is typed.
REVISION: Data = {
    "doorzetten": "voorleggen",
    "wijziging": "De ochtenden worden dagdelen naar keuze van Mees.",
    "passend_gezin": "ja",
    "gezin_betrokken": "ja",
}
SCALE_DOWN: Data = {
    "keuze": "afschalen",
    "criteria_gehaald": "ja",
    "mening_gezin": "Het gaat goed; wij kunnen verder met ons lokaal team.",
}
RESULT: Data = {
    "doelen_bereikt": "geheel",
    "reden_einde": "vlotgetrokken",
    "maatwerk_gerealiseerd": True,
    "vervolg": "afschalen",
}
TAKEN_OVER: Data = {"aanvaard": True, "terugweg": "Bij twee weken verzuim.", "gezin_geinformeerd": "ja"}
AFTERCARE: Data = {"loopt_het": "ja", "heropenen": False}
FINAL_TALK: Data = {"gezin_gesproken": "ja", "oordeel_gezin": 8, "gehoord": "ja", "oordeel_melder": 8}
LESSONS: Data = {"knelpunten": ["onderwijs"], "signaal_niveau": "regionaal", "evaluatie_nodig": "standaard"}
