"""Dutch words about building blocks for who draws: subjects by module, and what a parameter asks for."""

from collections.abc import Mapping

SUBJECTS: Mapping[str, str] = {
    "closing": "afschalen en afsluiten",
    "consulting": "consultatie",
    "escalating": "escalatie",
    "meeting": "overleg",
    "planning": "plan",
    "registering": "aanmelding",
    "triaging": "triage",
    "watching": "bewaken",
}
PARAMETERS: Mapping[str, str] = {
    "aanleiding": "Waarom dit gebeurt, als code; staat op de tijdlijn van de zaak.",
    "acuut": "Of er acuut gevaar is.",
    "automatisch": "Of dit vanzelf gebeurt, zonder dat iemand het vroeg.",
    "bericht": "Code van het bericht; de tekst staat bij de berichten.",
    "besluit": "Het besluit, als code.",
    "bron": "Kenmerk van de taak waarvan het antwoord wordt gebruikt.",
    "doel": "Kenmerk van het doel uit het plan.",
    "escalatie": "Kenmerk van de escalatie waar dit proces over gaat.",
    "gemeente": "De gemeente die verantwoordelijk is.",
    "niveau": "Ambtelijk of bestuurlijk.",
    "partij": "Kenmerk van de partij of aanbieder.",
    "proces": "Welk proces er begint.",
    "regel": "Welke regel van stagnatie geldt, als code.",
    "resultaat": "Waarmee het eindigt, als code.",
    "rollen": "Rollen die het bericht krijgen, met komma's ertussen; ze heten zoals de banen.",
    "soort": "Welke soort, als code.",
    "spoed": "Of het met spoed moet.",
    "standaard": "De datum als er niets anders is afgesproken.",
    "start_bij": "Bij welke stap de zaak verdergaat.",
    "status": "De nieuwe status van de zaak, als code.",
    "toezegging": "Kenmerk van de toezegging.",
    "uiterlijk": "De laatste dag waarop het mag.",
    "uitkomst": "De uitkomst, als code.",
    "vanaf": "De dag vanaf wanneer geteld wordt.",
    "versie": "Welke versie van het plan.",
    "vooraf": "Tot wanneer iemand vooraf kan antwoorden.",
}
