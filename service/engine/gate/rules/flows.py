"""Rules about flows and the ways through a process."""

from service.engine.gate.rules.rule import Rule

RULES = (
    Rule(
        "stroom",
        "Een stroom ligt verkeerd",
        "Een stroom verbindt twee elementen van hetzelfde proces, nooit naar een begin en nooit uit een einde.",
        "Teken de stroom opnieuw tussen twee elementen.",
        "Een stroom die een element van een subproces met een element erbuiten verbindt.",
    ),
    Rule(
        "meer_stromen",
        "Een splitsing zonder gateway",
        "Vertrekken er twee stromen uit een taak, dan is niet te zien of er gekozen wordt of alles tegelijk gebeurt.",
        "Zet er een gateway tussen: exclusief om te kiezen, parallel om alles te doen.",
        "Een taak met een stroom naar «akkoord» en een naar «niet akkoord».",
    ),
    Rule(
        "dubbele_stroom",
        "Twee stromen naar hetzelfde element",
        "Twee stromen van hetzelfde element naar hetzelfde element kunnen elkaar tegenspreken.",
        "Laat er één over.",
        "Twee voorwaarden die allebei naar «plan bespreken» leiden: voeg ze samen met or.",
    ),
    Rule(
        "doodlopend",
        "Hier loopt het pad dood",
        "Na dit element komt niets meer, en het is geen einde. Een zaak blijft daar voor altijd staan.",
        "Teken een stroom naar het volgende element of naar een einde.",
        "Een nieuwe taak die nog niet is verbonden.",
    ),
    Rule(
        "onbereikbaar",
        "Dit element wordt nooit bereikt",
        "Vanaf het begin leidt geen enkele stroom hierheen.",
        "Verbind het element met de rest, of haal het weg.",
        "Een taak die is blijven staan nadat de stroom ernaartoe is verlegd.",
    ),
    Rule(
        "geen_einde",
        "Vanaf hier is geen einde te bereiken",
        "Alle wegen vanaf hier lopen in een kring. Zo'n zaak is nooit klaar.",
        "Teken een weg naar een einde.",
        "Twee taken die alleen naar elkaar verwijzen.",
    ),
    Rule(
        "standaard",
        "De gateway heeft geen standaardstroom",
        "Geldt geen enkele voorwaarde, dan moet een zaak toch ergens heen.",
        "Wijs één uitgaande stroom aan als standaardstroom («anders»).",
        "Een keuze ja of nee waarbij beide stromen een voorwaarde hebben.",
    ),
    Rule(
        "voorwaarde",
        "Een voorwaarde ontbreekt of staat verkeerd",
        "Na een exclusieve gateway heeft elke stroom behalve de standaardstroom een voorwaarde. Elders werkt zij niet.",
        "Vul in wanneer de stroom geldt, of haal de voorwaarde weg waar zij niets doet.",
        "Een voorwaarde op een stroom die rechtstreeks uit een taak komt.",
    ),
    Rule(
        "lus",
        "Een lus die nergens wacht",
        "Een kring zonder taak of wachtmoment draait eindeloos rond en houdt de dienst bezig.",
        "Zet in de kring een taak of een wachtmoment.",
        "Een bouwsteen die bij «mislukt» meteen opnieuw wordt gedaan.",
    ),
    Rule(
        "takken",
        "Te veel parallelle takken",
        "Meer dan 16 takken tegelijk kan niemand volgen, en het aantal standen van een zaak loopt uit de hand.",
        "Houd het bij 16 takken, gebruik een meervoudige taak of splits met een aanroep.",
        "Drie splitsingen van zes takken achter elkaar.",
    ),
    Rule(
        "zijtak",
        "Een taak op een tak die niet onderbreekt",
        "Zolang die taak openstaat, wacht het hele proces, ook als de hoofdweg klaar is.",
        "Laat de gebeurtenis onderbreken, gebruik een bouwsteen of start een zijproces. Is het wachten bedoeld, geef "
        "dan een reden bij «gebruikerstaak_toegestaan».",
        "Een herinnering die een taak «bel na» opent.",
    ),
    Rule(
        "resultaat",
        "Een einde zonder resultaat",
        "Het resultaat zegt hoe het proces is afgelopen; wie het aanroept, kiest daarmee de volgende stap.",
        "Vul bij het einde een resultaat in (kleine letters), of tak_klaar voor een zijtak of subproces.",
        "Een nieuw einde «niet opgepakt» zonder resultaat.",
    ),
)
