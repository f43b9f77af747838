"""Rules about what people see; they never stop a diagram."""

from service.engine.gate.rules.rule import Rule

RULES = (
    Rule(
        "tekening",
        "Niet getekend",
        "Wat niet in de tekening staat, ziet niemand, terwijl het wel wordt uitgevoerd.",
        "Open het diagram in de editor en laat het tekenen, of zet het element erin.",
        "Een diagram dat als tekst is gemaakt.",
    ),
    Rule(
        "label",
        "Geen naam",
        "De naam van een taak staat in de werklijst, de vraag van een gateway in de uitleg van de zaak.",
        "Schrijf bij een taak wat er gebeurt, en bij een gateway welke vraag er beantwoord wordt.",
        "Een taak die «Activity_0x1» heet.",
    ),
    Rule(
        "overlap",
        "Elementen liggen over elkaar",
        "Elementen die over elkaar of buiten hun subproces liggen, zijn niet te lezen.",
        "Schuif de elementen uit elkaar.",
        "Twee taken op dezelfde plek, waarvan er één onzichtbaar is.",
    ),
    Rule(
        "overbodige_gateway",
        "Een gateway die niets doet",
        "Een gateway met één weg erin en één eruit kiest niets en voegt niets samen.",
        "Haal de gateway weg, of teken de weg die ontbreekt.",
        "Een keuze waarvan de tweede stroom is verwijderd.",
    ),
    Rule(
        "samen_en_splitsen",
        "Een gateway die samenvoegt en splitst",
        "Samenvoegen en splitsen in één gateway leest verkeerd: het is niet te zien welke stroom waarheen gaat.",
        "Maak er twee gateways van.",
        "Een parallelle gateway met twee stromen erin en drie eruit.",
    ),
    Rule(
        "overbodig_stoppen",
        "Een stop-einde dat niets stopt",
        "Een einde met een stop breekt alle andere takken af. Hier is er geen andere tak.",
        "Maak er een gewoon einde van.",
        "Het enige einde van een proces zonder parallelle takken is een stop-einde.",
    ),
    Rule(
        "model",
        "Iets in het diagram is niet goed getekend",
        "De controle op het BPMN-model vond iets dat andere programma's verkeerd kunnen lezen.",
        "Teken het genoemde element opnieuw.",
        "Een verwijzing naar een element dat niet meer bestaat.",
    ),
)
