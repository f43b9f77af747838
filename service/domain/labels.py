"""Dutch labels of the codes that pages, letters and the timeline show; an unknown code is shown as words."""

from collections.abc import Mapping
from typing import overload

from service.domain.escalation_labels import CAUSE, DECISION, ESCALATION_LEVEL, ESCALATION_STATUS, STALL_RULE
from service.domain.reviewing import JUDGEMENTS, KINDS

CASE_STATUS: Mapping[str, str] = {
    "in_triage": "In triage",
    "wacht_op_informatie": "Wacht op informatie",
    "advies": "Advies in voorbereiding",
    "advies_gegeven": "Advies gegeven",
    "warm_overgedragen": "Warm overgedragen",
    "niet_opgepakt": "Niet opgepakt, met reden",
    "analyse_plan": "Analyse en plan",
    "plan_ter_goedkeuring": "Plan ter goedkeuring",
    "monitoring": "Monitoring",
    "gestagneerd": "Gestagneerd",
    "ambtelijk_geescaleerd": "Ambtelijk geëscaleerd",
    "bestuurlijk_geescaleerd": "Bestuurlijk geëscaleerd",
    "afgeschaald": "Afgeschaald",
    "afgesloten": "Afgesloten",
    "ingetrokken": "Ingetrokken",
}
PLAN_STATUS: Mapping[str, str] = {
    "concept": "Concept",
    "ter_goedkeuring": "Ter goedkeuring",
    "geldig": "Geldig",
    "vervangen": "Vervangen door een nieuwere versie",
    "beeindigd": "Beëindigd",
}
PHASE: Mapping[str, str] = {
    "aanmelding_triage": "Aanmelding en triage",
    "consultatie": "Consultatie en advies",
    "analyse_plan": "Gezamenlijke analyse en plan",
    "monitoring": "Monitoren",
    "afschalen_afsluiten": "Afschalen of afsluiten",
}
ROLE: Mapping[str, str] = {
    "melder": "Melder",
    "vrager": "Vrager",
    "secretaris": "Secretaris",
    "triagist": "Triagist",
    "adviseur": "Adviseur",
    "procesregisseur": "Procesregisseur",
    "casusregisseur": "Casusregisseur",
    "kernteam": "Kernteam",
    "gemeente_inkoop": "Gemeente / inkoop",
    "partij": "Partij",
    "aanbieder": "Aanbieder",
    "ambtelijk": "Ambtelijk escalatiehouder",
    "bestuurlijk": "Bestuurlijk escalatiehouder",
    "expertisenetwerk": "Expertisenetwerk",
    "manager": "Manager",
    "voorzitter": "Voorzitter",
    "opdrachtgever": "Opdrachtgever",
    "moederorganisatie": "Moederorganisatie",
    "gedragsdeskundige": "Gedragsdeskundige",
    "tweede_gedragsdeskundige": "Tweede gedragsdeskundige",
    "deskundige": "Deskundige",
    "ambtelijk_escalatiehouder": "Ambtelijk escalatiehouder",
    "bestuurlijk_escalatiehouder": "Bestuurlijk escalatiehouder",
    "inkoop": "Inkoop",
    "regiobeheerder": "Regiobeheerder",
    "goedkeurder": "Goedkeurder van werkwijzen",
    "landelijk_beheerder": "Landelijk beheerder",
    "contactpersoon": "Contactpersoon",
}
REFERRER: Mapping[str, str] = {
    "jeugdige": "Jeugdige",
    "ouder_verzorger": "Ouder of verzorger",
    "eigen_netwerk": "Eigen netwerk van het gezin",
    "lokaal_team": "Lokaal team",
    "huisarts_jeugdarts": "Huisarts of jeugdarts",
    "jeugdhulpaanbieder": "Jeugdhulpaanbieder",
    "gecertificeerde_instelling": "Gecertificeerde instelling",
    "onderwijs": "Onderwijs",
    "raad_kinderbescherming": "Raad voor de Kinderbescherming",
    "veilig_thuis": "Veilig Thuis",
    "overig": "Overig",
}
AUTHORITY: Mapping[str, str] = {
    "beide_ouders": "Beide ouders hebben het gezag",
    "een_ouder": "Een ouder heeft het gezag",
    "voogd_gi": "Voogdij bij een gecertificeerde instelling",
    "voogd_anders": "Voogdij bij iemand anders",
    "jeugdige_18plus": "Jeugdige is 18 jaar of ouder",
    "onbekend": "Gezag nog niet bekend",
}
MEASURE: Mapping[str, str] = {
    "geen": "Geen maatregel", "ots": "Ondertoezichtstelling", "voogdij": "Voogdij",
    "vots": "Voorlopige ondertoezichtstelling", "jeugdreclassering": "Jeugdreclassering",
    "onbekend": "Nog niet bekend",
}  # fmt: skip
RESIDENCE: Mapping[str, str] = {
    "thuis": "Thuis",
    "netwerk": "Bij familie of bekenden",
    "pleeggezin": "Pleeggezin",
    "gezinshuis": "Gezinshuis",
    "instelling_open": "Open instelling",
    "instelling_gesloten": "Gesloten instelling",
    "ggz_opname": "Opname in de ggz",
    "zwervend": "Geen vaste plek",
    "anders": "Anders",
}
OUTCOME: Mapping[str, str] = {
    "procesregie": "Procesregie", "advies": "Advies", "warme_overdracht": "Warme overdracht",
    "niet_opgepakt": "Niet opgepakt",
}  # fmt: skip
STUCK_ON: Mapping[str, str] = {
    "inhoud": "Vastgelopen op de inhoud",
    "samenwerking": "Vastgelopen op de samenwerking",
    "beide": "Vastgelopen op inhoud en samenwerking",
    "nvt": "Niet van toepassing",
}
URGENCY: Mapping[str, str] = {"spoed": "Spoed", "hoog": "Hoog", "normaal": "Normaal"}
FUNCTION: Mapping[str, str] = {"procesregie": "Procesregie", "consultatie": "Consultatie en advies"}
ADVICE_WEIGHT: Mapping[str, str] = {"dringend": "Dringend advies", "bindend": "Bindend advies"}
LAW: Mapping[str, str] = {
    "jeugdwet": "Jeugdwet", "wmo": "Wmo", "wlz": "Wlz", "zvw": "Zvw", "onderwijs": "Onderwijs",
    "anders": "Anders",
}  # fmt: skip
FINANCING_STATE: Mapping[str, str] = {
    "te_besluiten": "Nog te besluiten", "toegekend": "Toegekend", "deels_toegekend": "Deels toegekend",
    "afgewezen": "Afgewezen",
}  # fmt: skip
GOAL_STATE: Mapping[str, str] = {
    "op_koers": "Op koers", "vertraagd": "Vertraagd", "gestagneerd": "Staat stil", "bereikt": "Bereikt",
    "vervallen": "Vervallen",
}  # fmt: skip
TASK_STATE: Mapping[str, str] = {"open": "Open", "klaar": "Klaar", "vervallen": "Vervallen"}
ANSWER: Mapping[str, str] = {"ja": "Ja", "ja_mits": "Ja, mits", "nee": "Nee", "deels": "Deels"}
FAMILY_CALL: Mapping[str, str] = {"zes_weken": "Na zes weken", "drie_maanden": "Na drie maanden"}
RING: Mapping[str, str] = {"kernteam": "Kernteam", "flexibele_schil": "Flexibele schil", "casus": "Alleen deze casus"}
SOLUTION: Mapping[str, str] = {
    "bestaand_aanbod": "Bestaand aanbod",
    "aangepast_aanbod": "Aangepast aanbod",
    "nieuwe_vorm_maatwerk": "Nieuwe vorm van hulp (maatwerk)",
}
RESULT: Mapping[str, str] = {
    "afgesloten": "Afgesloten",
    "heropend": "Heropend in een volgend traject",
    "advies_gegeven": "Advies gegeven",
    "naar_andere_voordeur": "Naar een andere voordeur",
    "warm_overgedragen": "Warm overgedragen",
    "niet_opgepakt_met_reden": "Niet opgepakt, met reden",
    "ingetrokken_door_melder_of_gezin": "Ingetrokken door melder of gezin",
    "opgelost": "Opgelost",
    "plan_bijstellen": "Het plan wordt bijgesteld",
    "geescaleerd": "Geëscaleerd",
    "alsnog_ingevuld": "Alsnog ingevuld",
    "alsnog_gedaan": "Alsnog gedaan",
    "hulp_gestart": "De hulp is gestart",
    "doel_vervallen": "Het doel hoort niet meer bij het plan",
    "zaak_beeindigd": "De zaak is beëindigd",
    "verwerkt": "Verwerkt in het plan",
    "besluit_gedeeld": "Besloten en gedeeld",
    "vervallen": "Vervallen: onderweg opgelost",
    "geen_oplossing": "Geen oplossing vastgesteld",
    "samengevoegd": "Opgegaan in een andere escalatie",
}
END_REASON: Mapping[str, str] = {
    "vlotgetrokken": "Vlotgetrokken", "overgedragen": "Overgedragen", "verhuisd": "Verhuisd",
    "volwassen_18plus": "Volwassen (18+)", "ingetrokken_gezin": "Ingetrokken door het gezin",
    "geen_oplossing_na_escalatie": "Geen oplossing na escalatie", "overleden": "Overleden", "anders": "Anders",
}  # fmt: skip


_KINDS: Mapping[str, Mapping[str, str]] = {
    "status": CASE_STATUS,
    "planstatus": PLAN_STATUS,
    "escalatiestatus": ESCALATION_STATUS,
    "niveau": ESCALATION_LEVEL, "besluit": DECISION,
    "regel": STALL_RULE, "aanleiding": CAUSE,
    "fase": PHASE,
    "rol": ROLE,
    "melder": REFERRER,
    "gezag": AUTHORITY,
    "maatregel": MEASURE,
    "verblijf": RESIDENCE,
    "uitkomst": OUTCOME,
    "vastgelopen": STUCK_ON,
    "urgentie": URGENCY,
    "functie": FUNCTION,
    "adviesgewicht": ADVICE_WEIGHT,
    "wet": LAW,
    "financiering": FINANCING_STATE,
    "stand": GOAL_STATE,
    "taakstand": TASK_STATE,
    "antwoord": ANSWER,
    "belmoment": FAMILY_CALL,
    "ring": RING,
    "oplossing": SOLUTION,
    "toetsoordeel": JUDGEMENTS, "plaatsing": KINDS,
    "resultaat": RESULT, "reden_einde": END_REASON,
}  # fmt: skip


@overload
def label(kind: str, code: str | None) -> str: ...
@overload
def label(kind: Mapping[str, str], code: str | None) -> str | None: ...
def label(kind: str | Mapping[str, str], code: str | None) -> str | None:
    """The Dutch label of a code, by kind (`label("rol", "melder")`) or from one of the tables above.

    A code without a label becomes words. Without a code: empty by kind, None from a table.
    """
    if not code:
        return "" if isinstance(kind, str) else None
    table = _KINDS[kind] if isinstance(kind, str) else kind
    return table.get(code) or code.replace("_", " ").capitalize()


def cause_label(cause: str) -> str:
    """The sentence of an escalation cause, `regel` or `regel:doel-2`."""
    rule, _, target = cause.partition(":")
    sentence = label("aanleiding", rule)
    named = target.startswith(("doel-", "taak-"))
    return f"{sentence} ({target.replace('-', ' ')})" if named else sentence
