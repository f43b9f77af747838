"""Rules about a process as a whole."""

from service.engine.gate.rules.rule import Rule

RULES = (
    Rule(
        "proces",
        "Precies één uitvoerbaar proces",
        "Een bestand is één proces. Bij meer processen is niet duidelijk welk er start.",
        "Zet elk proces in een eigen bestand en maak het uitvoerbaar (isExecutable).",
        "Een samenwerkingsdiagram met twee pools die allebei een proces hebben.",
    ),
    Rule(
        "procesnaam",
        "Bestand en proces heten hetzelfde",
        "Andere processen roepen dit proces aan bij zijn id. Die is gelijk aan de naam van het bestand.",
        "Geef het bestand of het proces een andere naam, zodat ze gelijk zijn.",
        "Het bestand ret_triage.bpmn met daarin het proces Process_1.",
    ),
    Rule(
        "onderwerp",
        "Waar het proces over gaat",
        "Een proces gaat over een zaak, aanmeldpoging, thema, team of plaatsingstoets. Dat bepaalt wie het ziet.",
        "Kies bij het proces het onderwerp.",
        "Een nieuw proces waarvan het onderwerp nog leeg is.",
    ),
    Rule(
        "omvang",
        "Te veel elementen",
        "Een diagram met meer dan 200 elementen is niet te lezen en traag uit te voeren.",
        "Zet een deel in een eigen proces en roep dat aan.",
        "Alle stappen van aanmelding tot afsluiten in één tekening.",
    ),
    Rule(
        "start",
        "Eén begin",
        "Elk proces en elk subproces begint op één plek, met een gewone startgebeurtenis.",
        "Teken één startgebeurtenis. Zijn er meer aanleidingen, laat ze dan samenkomen of maak er twee processen van.",
        "Een proces met een start voor spoed en een start voor gewone aanmeldingen.",
    ),
    Rule(
        "einde",
        "Ten minste één einde",
        "Zonder einde is een zaak nooit klaar.",
        "Teken een eindgebeurtenis en geef haar een resultaat.",
        "Een proces dat ophoudt bij de laatste taak.",
    ),
    Rule(
        "verplicht",
        "Een verplichte stap ontbreekt",
        "Enkele stappen mag geen regio missen, zoals het perspectief en de terugkoppeling aan het gezin.",
        "Zet de stap terug. Verplaatsen, hernoemen en er iets omheen tekenen mag.",
        "De taak waarin ouders en jeugdige worden uitgenodigd, is uit de regionale versie gehaald.",
    ),
)
