"""Dutch labels of stalls and escalations: rules, causes, levels, decisions."""

from collections.abc import Mapping

ESCALATION_STATUS: Mapping[str, str] = {
    "voorbereid": "In voorbereiding",
    "open_ambtelijk": "Ligt bij de ambtelijke escalatiehouder",
    "open_bestuurlijk": "Ligt bij de bestuurlijke escalatiehouder",
    "besloten": "Besloten, wordt verwerkt",
    "verwerkt": "Besluit verwerkt in het plan",
    "besluit_gedeeld": "Besluit gedeeld",
    "vervallen": "Vervallen: onderweg opgelost",
    "geen_oplossing": "Geen oplossing vastgesteld",
}
ESCALATION_LEVEL: Mapping[str, str] = {"ambtelijk": "Ambtelijk", "bestuurlijk": "Bestuurlijk"}
DECISION: Mapping[str, str] = {
    "oplossing_opgelegd": "Oplossing opgelegd",
    "partij_aangesproken": "Partij aangesproken",
    "financiering_toegekend": "Financiering toegekend",
    "terug_naar_team_met_opdracht": "Terug naar het team, met opdracht",
    "doorzetten_bestuurlijk": "Doorgezet naar bestuurlijk niveau",
    "bestuurlijk_gesprek_aanbieder": "Bestuurlijk gesprek met de aanbieder",
    "andere_regio_betrekken": "Andere regio betrekken",
    "geen_oplossing": "Geen oplossing",
}
STALL_RULE: Mapping[str, str] = {
    "checkin_te_laat": "Een voortgangscheck is niet ingevuld",
    "taak_te_laat": "Een taak is ver over de datum of twee keer verzet",
    "doel_vertraagd_of_gestagneerd": "Een doel is twee keer vertraagd of staat stil",
    "toezegging_uitgebleven": "Een aanbieder gaf geen toezegging",
    "toezegging_geweigerd": "Een aanbieder weigerde de uitvoering",
    "instemming_uitgebleven": "Een partij gaf geen antwoord op het plan",
    "financiering_uitgebleven": "Er is geen besluit over de financiering",
    "financiering_afgewezen": "De financiering is niet of deels toegekend",
    "hulp_niet_gestart": "De afgesproken hulp is niet gestart",
    "overbrugging_werkt_niet": "De overbrugging werkt niet",
}
CAUSE: Mapping[str, str] = {
    **STALL_RULE,
    "goedkeuring_uitgebleven": "De gemeente besloot niet op tijd over het plan",
    "toets_te_laat": "Een toets van een uithuisplaatsing is niet op tijd klaar",
    "geen_overeenstemming": "De partijen worden het niet eens over het plan",
}
