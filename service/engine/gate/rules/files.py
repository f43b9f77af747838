"""Rules about the bytes of a file, before anything in it is looked at."""

from service.engine.gate.rules.rule import Rule

RULES = (
    Rule(
        "bestand",
        "Geen BPMN-bestand",
        "Alleen een diagram in BPMN 2.0 (XML) kan worden uitgevoerd. Een plaatje, een zip of een webpagina niet.",
        "Bewaar het diagram in het tekenprogramma als BPMN 2.0 (.bpmn) en kies dat bestand.",
        "Een schermafdruk met de naam proces.bpmn.",
    ),
    Rule(
        "te_groot",
        "Bestand te groot",
        "Een proces dat mensen kunnen overzien, past ruim in 512 kB. Groter maakt tekenen en keuren traag.",
        "Splits het proces: zet een deel in een eigen diagram en roep dat aan.",
        "Een diagram met een foto erin, of met honderden stappen.",
    ),
    Rule(
        "codering",
        "Niet in UTF-8 bewaard",
        "Letters met accenten worden anders verkeerd gelezen, en UTF-16 wordt niet ondersteund.",
        "Sla het bestand op als UTF-8. De editor doet dat vanzelf.",
        "Een bestand dat in Kladblok als «Unicode» is bewaard.",
    ),
    Rule(
        "insluiting",
        "Het bestand haalt andere inhoud binnen",
        "Met een DOCTYPE, ENTITY of XInclude kan een bestand andere bestanden lezen. Dat mag nooit.",
        "Haal de regels met DOCTYPE, ENTITY of XInclude weg. Voor BPMN zijn ze nergens nodig.",
        "Een bestand dat begint met <!DOCTYPE …>.",
    ),
    Rule(
        "xml",
        "Geen geldige XML",
        "Het bestand is afgebroken of met de hand verkeerd bewerkt; dan is niet zeker wat erin staat.",
        "Open het diagram in de editor en bewaar het opnieuw, of herstel de genoemde regel.",
        "Een bestand waarvan het einde mist na een mislukte download.",
    ),
    Rule(
        "nesting",
        "Te diep genest",
        "Elementen die tientallen lagen diep in elkaar zitten, leest niemand en kan de procesmotor niet aan.",
        "Teken het proces met minder subprocessen in elkaar.",
        "Meer dan honderd lagen XML in elkaar.",
    ),
    Rule(
        "geen_bpmn",
        "Geen BPMN 2.0",
        "De XML is geldig, maar beschrijft geen BPMN-diagram.",
        "Bewaar het diagram als BPMN 2.0 (XML), niet als SVG, XPDL of het eigen formaat van een tekenprogramma.",
        "Een geëxporteerde SVG-tekening.",
    ),
    Rule(
        "schema",
        "Niet volgens de BPMN-standaard",
        "Het bestand wijkt af van het officiële schema van BPMN 2.0. Tekenprogramma's lezen het dan elk anders.",
        "Open het diagram in de editor en bewaar het opnieuw. Helpt dat niet, teken het element dan opnieuw.",
        "Een taak met een getal in het tekstveld van de tekening, of een element op een plek waar het niet hoort.",
    ),
    Rule(
        "onbekend",
        "Niet te beoordelen",
        "De keuring is op iets onverwachts gestuit. Het bestand is dan geweigerd: wat niet gekeurd is, draait niet.",
        "Bewaar het diagram opnieuw in de editor. Blijft het zo, meld het dan bij de beheerder van de dienst.",
        "Een bestand dat door een ander programma is beschadigd.",
    ),
)
