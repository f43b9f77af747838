"""The pictures of the handbook: which step they belong to, what stands under them, and what they show in words.

They are taken from the running editor by `python -m tests.editor.pictures`; a number in a text is that of a mark.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

FOLDER: Final = "handboek"  # under the static files of the pages
SUFFIX: Final = ".webp"


@dataclass(frozen=True)
class Picture:
    """One picture; `alt` says in words what who cannot see it would miss."""

    name: str
    caption: str
    alt: str

    @property
    def file(self) -> str:
        """Where it is, under the static files."""
        return f"{FOLDER}/{self.name}{SUFFIX}"


# By the title of the step.
PICTURES: Final[Mapping[str, tuple[Picture, ...]]] = {
    "Begin een ontwerp": (
        Picture(
            "ontwerp-beginnen",
            "Schrijf wat er gaat veranderen (1) en kies «Ontwerp beginnen» (2).",
            "De pagina Werkwijzen met het uitgeklapte vak Nieuw ontwerp. Bij Wat gaat er veranderen staat "
            "Uithuisplaatsing toetsen; onderaan staat de knop Ontwerp beginnen.",
        ),
    ),
    "Maak het formulier": (
        Picture(
            "formulier",
            "Links de vragen, met «Vraag toevoegen» (1); rechts wat mensen bij hun taak zien (2).",
            "De pagina van het formulier Uithuisplaatsing toetsen. Links een tabel met de vragen Akkoord met de "
            "plaatsing en Toelichting, rechts hetzelfde formulier als voorbeeld met de keuzes Ja en Nee.",
        ),
    ),
    "Zet de stap in het diagram": (
        Picture(
            "taak-zoeken",
            "Kies «Toevoegen…» (1), typ een stuk van de naam en kies de taak (2).",
            "Het tekenvenster met het menu Element maken. In het zoekvak staat formulier; eronder staat één keuze: "
            "Taak met formulier.",
        ),
        Picture(
            "taak-op-stroom",
            "Klik op de lijn waar de taak hoort: hij komt ertussen. Typ meteen de naam.",
            "De tekening van Plan opstellen. Op de lijn na de keuze Past het plan volgens het gezin staat een nieuwe "
            "taak: Uithuisplaatsing toetsen.",
        ),
        Picture(
            "stappenlijst",
            "Hetzelfde in de stappenlijst: de nieuwe stap, en de weg ernaartoe.",
            "De stappenlijst van Plan opstellen met de stap Uithuisplaatsing toetsen, met rol, formulier en termijn, "
            "en de knoppen Bewerken en Weghalen.",
        ),
    ),
    "Zeg wie wat doet, en wanneer": (
        Picture(
            "taak-paneel",
            "Wie het doet (1) en wanneer het klaar moet zijn (2). Had de rol nog geen baan, dan komt die erbij.",
            "Het paneel naast de tekening. Bij Wie doet dit staat Gedragsdeskundige, bij Wanneer moet deze taak klaar "
            "zijn staat Een termijn uit de lijst met termijn T30. In de tekening ligt de taak in een eigen baan.",
        ),
        Picture(
            "voorwaarde",
            "Een stroom na een keuze: welk antwoord (1) kiest deze weg (2)?",
            "Het paneel van een stroom. Onder Voorwaarde staat als gegeven Akkoord met de plaatsing, als vergelijking "
            "is, en als waarde Nee, er is een lichtere vorm.",
        ),
    ),
    "Verbeter wat de toets vindt": (
        Picture(
            "bevindingen",
            "Elke bevinding zegt wat u doet. Klik erop (1) en u staat bij het element; «Uitleg» (2) vertelt meer.",
            "Het vak Wat de toets ervan vindt met fouten, elk met de naam van het element en wat er moet gebeuren, en "
            "eronder een link Uitleg.",
        ),
    ),
    "Controleer het ontwerp": (
        Picture(
            "controle",
            "Kies «Controleren» (1) en lees na wat uw ontwerp verandert (2).",
            "Het ontwerp met de uitkomst van de controle, geen fouten, en daaronder in zinnen wat er verandert, zoals: "
            "Taak Uithuisplaatsing toetsen is nieuw.",
        ),
    ),
    "Probeer het met een verzonnen zaak": (
        Picture(
            "proberen",
            "Doe de taak als wie aan de beurt is (1), of zet de klok vooruit (2).",
            "De klok van de proef. Bij Wat er nu moet gebeuren staat de taak Uithuisplaatsing toetsen "
            "met de knop Doe deze taak als gedragsdeskundige; ernaast staat Tijd vooruit.",
        ),
    ),
    "Dien het in": (
        Picture(
            "indienen",
            "Schrijf waarom (1), kies de dag (2) en dien het in (3).",
            "Het vak Indienen met een toelichting, een datum en de knop Indienen voor goedkeuring.",
        ),
    ),
    "Laat een ander het goedkeuren": (
        Picture(
            "goedkeuren",
            "De collega ziet wie het indiende en waarom, en keurt goed (1) of stuurt het terug (2).",
            "Het vak Goedkeuren bij de collega, met de toelichting, de dag, de knop Goedkeuren en daaronder Niet "
            "goedkeuren.",
        ),
    ),
}
