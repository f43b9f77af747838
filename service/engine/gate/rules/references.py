"""Rules about what a diagram refers to."""

from service.engine.gate.rules.rule import Rule

RULES = (
    Rule(
        "baan",
        "Geen baan, of een onbekende rol",
        "De baan zegt wie een taak doet. Zonder baan krijgt niemand de taak.",
        "Sleep het element in de baan van de rol die het doet. De naam van de baan is de naam van een bekende rol.",
        "Een nieuwe taak die net buiten de banen is neergezet.",
    ),
    Rule(
        "baan_bezetting",
        "Niemand heeft deze rol in de regio",
        "Een taak in deze baan komt bij niemand terecht.",
        "Laat de beheerder iemand deze rol geven, of kies een andere baan.",
        "De baan Gedragsdeskundige in een regio zonder gedragsdeskundige.",
    ),
    Rule(
        "bouwsteen",
        "De bouwsteen ontbreekt of bestaat niet",
        "Een servicetaak voert een bouwsteen uit de lijst uit; zonder bouwsteen kan zij niets doen.",
        "Kies een bouwsteen uit de lijst.",
        "Een servicetaak die in een ander programma is getekend.",
    ),
    Rule(
        "bouwsteen_waarde",
        "De waarden van een bouwsteen kloppen niet",
        "Een bouwsteen vraagt bepaalde waarden en geeft bepaalde uitkomsten terug. Iets anders kan hij niet.",
        "Vul de ontbrekende waarde in, haal de onbekende weg of kies het juiste soort.",
        "De bouwsteen meldingen.versturen zonder soort melding.",
    ),
    Rule(
        "formulier",
        "Het formulier ontbreekt of is niet te lezen",
        "Een gebruikerstaak toont een formulier. Zonder formulier kan niemand de taak afronden.",
        "Kies een formulier, maak het, of verbeter wat de bevinding noemt.",
        "Een taak met een formulier dat nog niet is bewaard.",
    ),
    Rule(
        "formulierveld",
        "Formulier en proces passen niet bij elkaar",
        "De taak neemt een veld over dat het formulier niet heeft, of het formulier gebruikt een naam die het proces "
        "niet kent.",
        "Pas het veld bij de taak aan, of voeg het toe aan het formulier of het proces.",
        "Het veld «uitkomst» is in het formulier hernoemd naar «besluit».",
    ),
    Rule(
        "aanroep",
        "Het aangeroepen proces is er niet",
        "Een aanroep start een ander proces van dezelfde werkwijze.",
        "Kies een proces uit de lijst, of voeg het toe aan de werkwijze.",
        "Een aanroep van een proces dat nog niet is bewaard.",
    ),
    Rule(
        "aanroep_gegevens",
        "De gegevens van een aanroep passen niet",
        "Het aangeroepen proces heeft bij de start gegevens nodig die dit proces niet heeft, of geeft iets niet terug.",
        "Voeg de variabele toe bij dit proces, of haal de herkomst weg.",
        "Een proces dat bij de start een datum nodig heeft.",
    ),
    Rule(
        "kring",
        "Een proces roept zichzelf aan",
        "Een proces dat zichzelf aanroept, ook via andere, komt nooit klaar.",
        "Breek de kring, of start een zijproces.",
        "Proces A roept B aan, en B roept A aan.",
    ),
    Rule(
        "fase",
        "Deze fase bestaat niet",
        "De fase van een aanroep staat bovenaan de zaak en in de rapportage; die kennen alleen de vaste fasen.",
        "Kies een fase uit de lijst, of laat haar leeg.",
        "De fase «intake».",
    ),
    Rule(
        "verwijzing",
        "Een gebeurtenis verwijst naar niets",
        "Een bericht, signaal of escalatie zonder naam en code komt nooit aan.",
        "Kies een bericht, signaal of escalatie met een naam en code.",
        "Een grensgebeurtenis waarvan het bericht nog niet is gekozen.",
    ),
    Rule(
        "bericht",
        "Dit bericht bestaat niet",
        "Het proces wacht op een bericht dat niemand verstuurt, of meldt iets met een bericht zonder tekst.",
        "Kies een bericht uit de lijst.",
        "Wachten op «brief_ontvangen», een bericht dat de dienst niet kent.",
    ),
)
