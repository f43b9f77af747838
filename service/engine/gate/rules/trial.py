"""Rules about the trial: example cases that walk every way through the process."""

from service.engine.gate.rules.rule import Rule

RULES = (
    Rule(
        "proef_lezen",
        "De procesmotor kan dit niet lezen",
        "De procesmotor zelf weigert het diagram. Een zaak zou niet eens kunnen starten.",
        "Verbeter het genoemde element of teken het opnieuw.",
        "Een element dat een ander programma op een eigen manier heeft bewaard.",
    ),
    Rule(
        "proef_vast",
        "In de proef liep een zaak vast",
        "De keuring loopt met voorbeeldzaken alle wegen langs, ook over termijnen heen. Op deze weg ging het mis.",
        "Loop de genoemde weg na, en kijk welke waarde ontbreekt of waar de zaak op wacht.",
        "Een voorwaarde over een datum die op deze weg niet is ingevuld.",
    ),
    Rule(
        "proef_niet_gelopen",
        "In de proef kwam geen zaak hier",
        "Alle wegen zijn gelopen, maar niet deze. Misschien is de voorwaarde nooit waar.",
        "Kijk of de voorwaarde klopt. Is de weg voor bijzondere gevallen, probeer hem dan zelf met een voorbeeldzaak.",
        "Een stroom voor een uitkomst die het formulier niet kent.",
    ),
    Rule(
        "proef_onvolledig",
        "De proef heeft niet alles gelopen",
        "Het proces heeft meer mogelijke standen dan de proef naloopt.",
        "Maak het proces kleiner met een aanroep, of probeer de andere wegen zelf met voorbeeldzaken.",
        "Een proces met veel parallelle takken en termijnen.",
    ),
    Rule(
        "proef_afgebroken",
        "De proef is afgebroken",
        "De proef duurde te lang of gebruikte te veel geheugen en is gestopt. Zo'n proces kan de dienst ophouden.",
        "Maak het proces kleiner: minder takken tegelijk, minder lussen, of splits met een aanroep.",
        "Acht parallelle splitsingen achter elkaar.",
    ),
)
