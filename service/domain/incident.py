"""What kind of incident it is decides what an operator can do about it."""

from collections.abc import Mapping

TASK = "taak"
TERM = "termijn"
ROLE = "rol"
ACTION = "handeling"
NO_HOLDER = "no holder for role"

KINDS: Mapping[str, str] = {
    TASK: "Taak niet afgerond",
    TERM: "Termijn niet verwerkt",
    ROLE: "Niemand voor de taak",
    ACTION: "Handeling mislukt",
}
RESOLUTIONS: Mapping[str, str] = {
    "opnieuw": "Opnieuw geprobeerd, en gelukt",
    "gecorrigeerd": "Gegevens verbeterd, en gelukt",
    "toegewezen": "De taak is toegewezen",
    "verplaatst": "Verplaatst naar een andere taak",
    "beeindigd": "Het proces is beëindigd",
    "afgehandeld": "Afgehandeld",
    "vanzelf": "Vanzelf opgelost",
}


def kind_of(cause: str, *, has_task: bool, timer_stuck: bool) -> str:
    """The kind; `timer_stuck` says that the instance has an instant that was due and did not go through."""
    if has_task:
        return ROLE if cause.startswith(NO_HOLDER) else TASK
    return TERM if timer_stuck else ACTION


def looked_at(handler: str | None) -> str:
    """Who is looking, as the people of the case read it."""
    return f"Dit wordt bekeken door {handler}." if handler else "De beheerder van de dienst ziet dit en kijkt ernaar."
