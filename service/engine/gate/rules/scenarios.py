"""Rules about scenarios: walks that people kept, done again before a way of working may count."""

from service.engine.gate.rules.rule import Rule

RULES = (
    Rule(
        "scenario_gelezen",
        "Het scenario is niet te lezen",
        "Een scenario is een bewaarde proef: een naam, wat het bewijst, stappen en wat er moet gebeuren.",
        "Loop de proef opnieuw en bewaar haar, of verbeter het bestand op de genoemde plek.",
        "Een stap zonder taak, klok of handeling.",
    ),
    Rule(
        "scenario",
        "Een scenario loopt anders",
        "De stappen van een bewaarde proef zijn opnieuw gezet, en er gebeurde iets anders dan toen.",
        "Kijk bij de genoemde stap. Was dit niet de bedoeling, herstel het ontwerp; anders: loop de proef opnieuw en "
        "bewaar haar onder dezelfde naam.",
        "Een taak uit het scenario is hernoemd of ligt nu in een andere baan.",
    ),
    Rule(
        "landelijk_scenario",
        "Een landelijke waarborg gaat verloren",
        "Enkele scenario's gelden overal: wat zij bewijzen, mag geen regio kwijtraken.",
        "Breng bij de genoemde stap terug wat er weg is. Verplaatsen, hernoemen en toevoegen mag, zolang het gebeurt.",
        "Een plan dat stilligt, komt na de termijn niet meer bij de bestuurder.",
    ),
)
