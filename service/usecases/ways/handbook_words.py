"""What people wrote for the handbook; words between «» stand like that on the pages, a test looks them up."""

from typing import Final

STEPS: Final = (
    (
        "Begin een ontwerp",
        "Open «Werkwijzen» in het menu en daar «Nieuw ontwerp voor» uw regio. Schrijf bij «Wat gaat er "
        "veranderen?» een korte naam, bijvoorbeeld: uithuisplaatsing toetsen. Laat «Begin bij» staan op «de "
        "nieuwste werkwijze» en kies «Ontwerp beginnen». Wat er nu loopt, verandert niet.",
    ),
    (
        "Maak het formulier",
        "Kies «Nieuw formulier of diagram», geef het formulier een titel en kies «Toevoegen». Het formulier gaat open. "
        "Kies «Vraag toevoegen». Bij «Voorbeeld» ziet u wat mensen bij hun taak zien. Een "
        "vraag met «Beschermd» is nodig voor een bouwsteen: anders verwoorden mag, weghalen niet.",
    ),
    (
        "Zet de stap in het diagram",
        "Open bij «Bestanden» het diagram, bijvoorbeeld: Plan opstellen met gezin en partijen. Kies «Toevoegen…» "
        "(toets A), zoek «Taak met formulier» en zet de taak op de stroom waar hij hoort. Liever een lijst, een "
        "toetsenbord of een smal scherm? Kies «Stappenlijst», dan «Stap toevoegen» tussen twee stappen en «Stap "
        "bewaren»; de tekening gaat vanzelf mee.",
    ),
    (
        "Zeg wie wat doet, en wanneer",
        "Klik de taak aan. In het paneel ernaast kiest u «Wie doet dit?», «Formulier van deze taak» en «Wanneer "
        "moet deze taak klaar zijn?»; neem «Een termijn uit de lijst», dan telt de instelling van uw regio. Vink "
        "onder «Antwoorden waarmee het proces verdergaat» aan wat een keuze erachter nodig heeft. Op een stroom na "
        "een keuze bouwt u de «Voorwaarde». Alles wordt vanzelf bewaard.",
    ),
    (
        "Verbeter wat de toets vindt",
        "Onder de tekening staat «Wat de toets ervan vindt». Klik op een bevinding en u staat bij het element. "
        "Elke regel staat hieronder uitgelegd. Met «Simulatie» (toets T) ziet u hoe een zaak door het diagram "
        "loopt; «Ongedaan maken» haalt uw laatste wijziging terug.",
    ),
    (
        "Controleer het ontwerp",
        "Ga terug naar het ontwerp en kies «Controleren»: alle bestanden gaan samen door de keuring, met "
        "voorbeeldzaken die elke weg lopen. Een fout houdt het ontwerp tegen, een advies niet; «Verbeteren» brengt "
        "u erheen. Lees bij «Wat dit ontwerp verandert» na of er niet meer anders is dan u bedoelde.",
    ),
    (
        "Probeer het met een verzonnen zaak",
        "Kies op het ontwerp «Proefdraaien met een voorbeeldzaak», dan wat u wilt proberen, «Verder» en «Beginnen». "
        "De antwoorden staan al ingevuld. Bij «Wat er nu moet gebeuren» doet u elke taak, met «Doe deze taak als» "
        "de rol die aan de beurt is. Met «Spring naar het volgende moment» gaat de klok vooruit: herinneringen, "
        "verlopen termijnen en escalaties gebeuren dan. Bij «Berichten die verstuurd zouden zijn» leest u wat er "
        "uitgaat; er gaat niets de deur uit. Bij «Waar staat de proef?» ziet u de gelopen weg. Ook een andere weg "
        "zien? «Eén stap terug» en een ander antwoord. Loopt het ontwerp vast, dan staat er waar, met een link naar "
        "dat element. Met «Bewaar als scenario» loopt de controle uw proef voortaan na; een «Landelijke waarborg» is "
        "zo’n scenario voor elke regio.",
    ),
    (
        "Dien het in",
        "Beantwoord «Wat verandert er, en waarom?» en «Vanaf welke dag moet het gelden?» en kies «Indienen voor "
        "goedkeuring». Daarna ligt het ontwerp vast. Toch nog iets? «Terugnemen om te wijzigen».",
    ),
    (
        "Laat een ander het goedkeuren",
        "Een collega die niet aan het ontwerp werkte, opent het en kiest «Goedkeuren», of «Niet goedkeuren» met "
        "een reden. Niemand keurt eigen werk goed. Vanaf de gekozen dag starten nieuwe zaken op de nieuwe "
        "werkwijze; zaken die al lopen, blijven zoals ze zijn.",
    ),
)
# Kinds of elements that may be drawn; a kind that the engine runs and that is not here stops the handbook.
ELEMENTS: Final = {
    "userTask": ("Taak met formulier", "Iemand vult een formulier in. Heeft een baan, een formulier en een termijn."),
    "manualTask": ("Handmatige taak", "Iemand doet iets buiten de dienst en meldt dat het klaar is."),
    "task": ("Bevestigingstaak", "Iemand bevestigt dat het gedaan is."),
    "serviceTask": ("Bouwsteen", "Het systeem doet iets; welke bouwsteen en waarmee kiest u in het paneel."),
    "callActivity": ("Ander proces", "Begint een ander diagram en gaat verder met de code waarmee dat eindigt."),
    "subProcess": ("Subproces", "Een deel van hetzelfde diagram, met eigen begin en einde."),
    "exclusiveGateway": ("Keuze", "Eén weg wordt gekozen: de eerste waarvan de voorwaarde klopt, anders de standaard."),
    "parallelGateway": ("Splitsing", "Alle wegen tegelijk; een tweede splitsing wacht tot ze er allemaal zijn."),
    "startEvent": ("Begin", "Hier begint het proces."),
    "endEvent": ("Einde", "Hier stopt een weg, met een code waarmee het proces erboven verdergaat."),
    "intermediateCatchEvent": ("Wachten", "De zaak wacht hier op een dag of op een bericht."),
    "intermediateThrowEvent": ("Gebeurtenis onderweg", "Zegt iets tegen het proces erboven en gaat door."),
    "boundaryEvent": ("Gebeurtenis op de rand", "Gebeurt terwijl een taak openstaat: herinneren, vervallen, afbreken."),
    "lane": ("Baan", "Eén rol: wie de taken in de baan doet. Elke taak ligt in een baan."),
    "sequenceFlow": ("Stroom", "De pijl naar de volgende stap; na een keuze met een voorwaarde."),
    "multiInstanceLoopCharacteristics": ("Meervoudig", "Dezelfde taak voor elk van een lijst, of 1 tot 20 keer."),
    "textAnnotation": ("Toelichting", "Tekst bij de tekening; doet niets."),
    "group": ("Groep", "Een kader om wat bij elkaar hoort; doet niets."),
}
# By function: how it is written, what it gives, an example.
FUNCTIONS: Final = {
    "termijn": (
        "termijn(code, datum)",
        "De dag waarop een termijn afloopt, geteld vanaf een datum.",
        'termijn("T09", overleg_op)',
    ),
    "werkdagen": (
        "werkdagen(aantal, datum)",
        "Zoveel werkdagen na een datum; met een minteken ervoor.",
        "werkdagen(-2, slot_op)",
    ),
    "vandaag": ("vandaag()", "De dag waarop de stap begint.", 'termijn("T09", vandaag())'),
    "om_herinnering": (
        "om_herinnering(datum)",
        "Die dag, op het uur waarop herinneringen weggaan. Voor een timer.",
        "om_herinnering(werkdagen(-1, vervalt_op))",
    ),
    "om_verval": (
        "om_verval(datum)",
        "Die dag, op het uur waarop termijnen aflopen. Voor een timer.",
        "om_verval(vervalt_op)",
    ),
    "eerste_van": (
        "eerste_van(a, b, …)",
        "De vroegste datum, of het kleinste getal.",
        'eerste_van(slot_op, termijn("T09", vandaag()))',
    ),
    "laatste_van": (
        "laatste_van(a, b, …)",
        "De laatste datum, of het grootste getal.",
        "laatste_van(slot_op, vandaag())",
    ),
    "kies": (
        "kies(voorwaarde, dan, anders)",
        "Het tweede als de voorwaarde klopt, anders het derde.",
        "kies(spoed, vandaag(), slot_op)",
    ),
    "instelling": ("instelling(sleutel)", "Wat de regio heeft ingesteld.", 'instelling("mandate.financial")'),
    "aantal": ("aantal(lijst)", "Hoeveel er in een lijst staan.", "aantal(doelen) > 0"),
}
COMPARING: Final = (
    ("is, is niet", 'uitkomst == "akkoord", uitkomst != "akkoord"', "Tekst staat tussen aanhalingstekens."),
    (
        "kleiner, groter, hoogstens, ten minste",
        "keren < 3, keren >= 1",
        "Een lege datum of een leeg getal is nooit kleiner of groter.",
    ),
    ("en, of, niet", 'spoed and not compleet, a == "x" or a == "y"', "Zet bij and en or samen haakjes."),
    ("een van", 'uitkomst in ("akkoord", "deels")', "De waarden staan tussen haakjes, met komma's."),
    ("ja, nee, leeg", "compleet == True, slot_op == None", "True is ja, False is nee, None is niet ingevuld."),
)
