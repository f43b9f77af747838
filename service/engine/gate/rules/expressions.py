"""Rules about expressions, terms and variables."""

from service.engine.gate.rules.rule import Rule

RULES = (
    Rule(
        "uitdrukking",
        "Deze uitdrukking kan niet worden gelezen",
        "Een uitdrukking vergelijkt waarden en roept enkele vaste functies aan. Al het andere wordt geweigerd.",
        "Gebruik de voorwaardebouwer, of alleen namen, waarden, vergelijkingen, and, or, not en de functies uit de "
        "lijst.",
        'uitkomst = akkoord in plaats van uitkomst == "akkoord".',
    ),
    Rule(
        "variabele",
        "Een variabele die het proces niet kent",
        "Alleen variabelen die bij het proces staan, worden bewaard en kunnen worden gebruikt.",
        "Verbeter de naam, of voeg de variabele toe bij het proces.",
        "Een voorwaarde over «uitkomst» terwijl het proces «triage_uitkomst» kent.",
    ),
    Rule(
        "herkomst",
        "De herkomst van een variabele klopt niet",
        "Bij een variabele staat welk element haar vult. Een herkomst die er niet is, vult haar nooit.",
        "Pas de herkomst bij het proces aan.",
        "Een variabele van de taak «beoordelen», die intussen is verwijderd.",
    ),
    Rule(
        "vervaldatum",
        "Een taak zonder vervaldatum",
        "Zonder vervaldatum staat een taak onderaan elke werklijst en komt er geen herinnering.",
        "Vul de termijn in, bijvoorbeeld werkdagen(5, vandaag()).",
        "Een nieuwe taak waarvan het veld Termijn leeg is.",
    ),
    Rule(
        "timer",
        "Deze timer kan niet",
        "Een timer heeft een moment nodig, of een duur van één minuut tot tien jaar.",
        'Begin met om_herinnering(datum) of om_verval(datum), of schrijf een duur zoals "P3D".',
        "Een timer met alleen een datum, zonder tijdstip.",
    ),
    Rule(
        "termijn",
        "Deze termijn bestaat niet",
        "Een termijncode moet in de lijst met termijnen van de regio staan.",
        "Kies een termijn uit de lijst.",
        'termijn("T99", vandaag())',
    ),
    Rule(
        "instelling",
        "Deze instelling bestaat niet",
        "Een instelling moet in de lijst met regionale instellingen staan.",
        "Kies een instelling uit de lijst.",
        'instelling("mandaat") in plaats van instelling("mandate.content").',
    ),
    Rule(
        "onbekende_waarde",
        "Deze waarde komt nooit voor",
        "Er wordt vergeleken met een waarde die het formulier, of het aangeroepen proces, niet kan geven.",
        "Neem de waarde over uit de keuzelijst van het formulier of uit de resultaten van het proces.",
        'uitkomst == "proces_regie" terwijl het formulier procesregie als keuze heeft.',
    ),
    Rule(
        "waarde",
        "Een variabele kan hier nog leeg zijn",
        "Op een van de wegen hierheen heeft niets de variabele gevuld. Dan stopt de zaak met een storing.",
        "Geef de variabele een beginwaarde, of zorg dat elke weg hierheen haar vult.",
        "Een termijn vanaf een datum die alleen bij spoed is ingevuld.",
    ),
)
