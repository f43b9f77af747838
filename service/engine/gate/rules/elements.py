"""Rules about single elements: what may be drawn, and how."""

from service.engine.gate.rules.rule import Rule

RULES = (
    Rule(
        "element",
        "Dit soort element wordt niet uitgevoerd",
        "De procesmotor voert dit element niet uit, of anders dan het getekend is. Dan loopt een zaak ongemerkt mis.",
        "Vervang het door wat de bevinding noemt, meestal een taak, een bouwsteen of een gewone gateway.",
        "Een scripttaak, een inclusieve gateway of een herhalende timer.",
    ),
    Rule(
        "gebeurtenis",
        "Deze soort gebeurtenis past hier niet",
        "Elke plek kent een paar soorten gebeurtenissen; een andere soort doet bij het uitvoeren niets.",
        "Kies een van de soorten die de bevinding noemt.",
        "Een startgebeurtenis met een timer, of een einde dat een signaal verstuurt.",
    ),
    Rule(
        "script",
        "Geen scripts",
        "Een diagram voert geen code uit. Wat er gebeurt, staat in gekeurde bouwstenen.",
        "Haal het script weg en gebruik een servicetaak met een bouwsteen.",
        "Een script dat voor of na een taak een variabele zet.",
    ),
    Rule(
        "uitbreiding",
        "Onbekende instelling",
        "Bij het element staat een instelling die deze dienst niet kent en dus niet uitvoert.",
        "Haal de instelling weg in het paneel van het element.",
        "Een eenheidstest of instructie die een ander programma bij een taak heeft gezet.",
    ),
    Rule(
        "ander_pakket",
        "Instelling van een ander pakket",
        "Het diagram is gemaakt voor een ander programma. De tekening en de instellingen blijven bewaard, maar doen "
        "hier niets.",
        "Kies hier opnieuw het formulier, de baan, de termijn of de bouwsteen die de bevinding noemt.",
        "Een servicetaak die in Camunda een delegate aanroept, of een taak met een formKey.",
    ),
    Rule(
        "bouwsteen_over",
        "Een bouwsteen die niet meer gebruikt wordt",
        "Alleen een servicetaak voert een bouwsteen uit. Bij een ander soort taak doet hij niets.",
        "Haal de bouwsteen weg, of maak er weer een servicetaak van.",
        "Een servicetaak die in een gebruikerstaak is veranderd.",
    ),
    Rule(
        "id",
        "De id van een element klopt niet",
        "Aan zijn id herkent de dienst een element. Een dubbele of gereserveerde id maakt dat stappen worden "
        "overgeslagen.",
        "Geef elk element een eigen id van kleine letters, cijfers en onderstreepjes.",
        "Een taak met de id End: de procesmotor slaat die over.",
    ),
    Rule(
        "rand",
        "Een grensgebeurtenis hangt los",
        "Een grensgebeurtenis hoort op de rand van een taak, subproces of aanroep. Los doet zij niets.",
        "Sleep de gebeurtenis op de rand van de taak waar zij bij hoort.",
        "Een timer die naast de taak staat in plaats van erop.",
    ),
    Rule(
        "meervoud",
        "Een meervoudige taak is niet goed ingesteld",
        "Een taak die meer keren wordt gedaan, heeft een vast aantal (1 tot 20) of een lijst nodig.",
        "Vul een getal van 1 tot 20 in, of kies een variabele van het soort lijst.",
        "Een meervoudige taak over een lijst die niet bestaat.",
    ),
)
