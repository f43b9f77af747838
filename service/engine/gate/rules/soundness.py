"""Rules about getting stuck, running double, and choices that do not choose."""

from service.engine.gate.rules.rule import Rule

RULES = (
    Rule(
        "samenkomst",
        "Een samenkomst die kan blijven wachten",
        "Een parallelle gateway wacht op alle binnenkomende stromen. Komt er één nooit, dan staat de zaak stil.",
        "Voeg keuzes eerst samen in een exclusieve gateway, en dan pas in de parallelle.",
        "Na een keuze ja of nee komen beide wegen in een parallelle gateway samen.",
    ),
    Rule(
        "dubbel",
        "Takken die niet samenkomen",
        "Twee parallelle takken komen hier na elkaar binnen: alles wat volgt, gebeurt twee keer.",
        "Laat de takken samenkomen in een parallelle gateway.",
        "Een parallelle splitsing die in een exclusieve gateway wordt samengevoegd.",
    ),
    Rule(
        "nooit_uitgevoerd",
        "Dit element kan nooit worden uitgevoerd",
        "Het element is wel verbonden, maar wat eraan voorafgaat, kan nooit helemaal klaar zijn.",
        "Kijk naar de samenkomst ervoor: zij wacht op takken die niet samen kunnen komen.",
        "Een taak na een parallelle gateway waarvan maar één tak kan komen.",
    ),
    Rule(
        "keuze_overlap",
        "Twee voorwaarden kunnen tegelijk waar zijn",
        "De procesmotor neemt de eerste die waar is. Welke dat is, hangt af van de volgorde in het bestand.",
        "Maak de voorwaarden zo dat ze elkaar uitsluiten.",
        "leeftijd >= 12 en leeftijd >= 16 na dezelfde gateway.",
    ),
    Rule(
        "keuze_nooit",
        "Deze voorwaarde is nooit waar",
        "Met alle waarden die hier kunnen voorkomen, wordt deze weg nooit genomen.",
        "Verbeter de voorwaarde, of haal de stroom weg.",
        "spoed and not spoed, of een getal dat het formulier niet toestaat.",
    ),
)
