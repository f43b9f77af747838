"""The form with which one field of a form is edited: a form like any other, so that it works like any other."""

from collections.abc import Mapping
from typing import Any

from service.forms import SOURCES, Form
from service.forms.editing import free_name, slug

TYPE_NAMES: Mapping[str, str] = {
    "tekst": "Korte tekst",
    "lange_tekst": "Lange tekst",
    "keuze": "Eén keuze",
    "meerkeuze": "Meer keuzes tegelijk",
    "janee": "Ja of nee",
    "datum": "Datum",
    "getal": "Getal",
    "bedrag": "Bedrag in hele euro's",
    "verwijzing": "Iemand of iets uit een lijst van de regio",
    "lijst": "Rijen: dezelfde vragen meer keer",
    "verborgen": "Verborgen (kenmerk van een rij)",
}
_LABEL = {"naam": "label", "type": "tekst", "label": "Vraag", "verplicht": True,
          "hulp": "Wat degene die het formulier invult te lezen krijgt."}  # fmt: skip
_HELP = {"naam": "hulp", "type": "lange_tekst", "label": "Hulptekst", "verplicht": False,
         "hulp": "Staat onder de vraag: wat er bedoeld wordt, of een voorbeeld."}  # fmt: skip
_CHOSEN = 'type in ("keuze", "meerkeuze")'


def _options(names: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"waarde": value, "label": label} for value, label in names.items()]


def field_form(raw: Mapping[str, Any], field: Mapping[str, Any] | None, *, core: bool, inside: str) -> Form:
    """The questions for one field; those of a protected field only ask for its words."""
    if core and field is not None:
        return Form.parse({"id": "veld", "titel": "Veld", "velden": [_LABEL, _HELP, *_choice_words(field)]}, "veld")
    types = {key: name for key, name in TYPE_NAMES.items() if not (key == "lijst" and inside) and key != "verborgen"}
    fields = [_LABEL, _HELP, {"naam": "type", "type": "keuze", "label": "Soort antwoord", "verplicht": True,
                              "keuzes": _options(types)}, *_details(), *_conditions(raw)]  # fmt: skip
    return Form.parse({"id": "veld", "titel": "Veld", "velden": fields}, "veld")


def _choice_words(field: Mapping[str, Any]) -> list[dict[str, Any]]:
    choices = field.get("keuzes")
    return [
        {"naam": f"keuze_{number}", "type": "tekst", "label": f"Tekst van de keuze «{one.get('waarde')}»",
         "verplicht": True}
        for number, one in enumerate(choices if isinstance(choices, list) else [], start=1)
    ]  # fmt: skip


def _details() -> list[dict[str, Any]]:
    columns = [
        {"naam": "label", "type": "tekst", "label": "Tekst", "verplicht": True},
        {"naam": "waarde", "type": "tekst", "label": "Waarde", "verplicht": False,
         "hulp": "Voor voorwaarden; leeg laten mag."},
    ]  # fmt: skip
    sources = {key: key.capitalize() for key in sorted(SOURCES)}
    return [
        {"naam": "keuzes_uit", "type": "keuze", "label": "Waar komen de keuzes vandaan?", "verplicht": _CHOSEN,
         "keuzes": _options({"eigen": "Ik typ ze hieronder", "instelling": "Uit een instelling van de regio"})},
        {"naam": "keuzes", "type": "lijst", "label": "Keuzes", "rij": "Keuze", "velden": columns,
         "verplicht": 'keuzes_uit == "eigen"'},
        {"naam": "instelling", "type": "tekst", "label": "Sleutel van de instelling",
         "verplicht": 'keuzes_uit == "instelling"', "hulp": "Bijvoorbeeld triage.criteria_regio."},
        {"naam": "bron", "type": "keuze", "label": "Uit welke lijst?", "verplicht": 'type == "verwijzing"',
         "keuzes": _options(sources)},
        {"naam": "rij", "type": "tekst", "label": "Hoe heet één rij?", "verplicht": 'type == "lijst"',
         "hulp": "Bijvoorbeeld «Doel». De vragen van een rij maakt u daarna."},
        {"naam": "minimum", "type": "getal", "label": "Kleinste waarde", "toon": 'type in ("getal", "bedrag")'},
        {"naam": "maximum", "type": "getal", "label": "Grootste waarde", "toon": 'type in ("getal", "bedrag")'},
    ]  # fmt: skip


def _conditions(raw: Mapping[str, Any]) -> list[dict[str, Any]]:
    names = ", ".join(str(one.get("naam")) for one in raw.get("velden", [])[:30])
    example = f'Bijvoorbeeld: uitkomst == "nee" and bedrag > 500. Vragen van dit formulier: {names}.'
    needs = {"ja": "Ja, altijd", "nee": "Nee", "als": "Alleen als een voorwaarde geldt; anders is de vraag er niet"}
    return [
        {"naam": "verplicht", "type": "keuze", "label": "Moet deze vraag beantwoord worden?", "verplicht": True,
         "keuzes": _options(needs)},
        {"naam": "voorwaarde", "type": "tekst", "label": "De vraag is er, en moet beantwoord worden, als",
         "verplicht": 'verplicht == "als"', "hulp": example},
        {"naam": "alleen_als", "type": "tekst", "label": "Toon de vraag alleen als", "toon": 'verplicht == "nee"',
         "hulp": f"Leeg: altijd. {example}"},
        {"naam": "naam", "type": "tekst", "label": "Kenmerk", "verplicht": False,
         "hulp": "Hiermee verwijzen voorwaarden naar het antwoord. Leeg: gemaakt van de vraag."},
    ]  # fmt: skip


def answers_of(field: Mapping[str, Any]) -> dict[str, Any]:
    """A field as answers to these questions."""
    needed, choices = field.get("verplicht", False), field.get("keuzes")
    given = {key: field.get(key) for key in ("naam", "type", "label", "hulp", "bron", "rij", "minimum", "maximum")}
    given["verplicht"] = "als" if isinstance(needed, str) else "ja" if needed else "nee"
    given["voorwaarde"] = needed if isinstance(needed, str) else None
    given["alleen_als"] = field.get("toon")
    if isinstance(choices, str):
        given |= {"keuzes_uit": "instelling", "instelling": choices.removeprefix("instelling:")}
    elif isinstance(choices, list):
        given |= {"keuzes_uit": "eigen", "keuzes": choices}
        given |= {f"keuze_{number}": one.get("label") for number, one in enumerate(choices, start=1)}
    return given


def core_field_of(given: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    """A protected field with its words changed."""
    field = {**old, "label": given["label"]}
    field = {**field, "hulp": given["hulp"]} if given.get("hulp") else {k: v for k, v in field.items() if k != "hulp"}
    if isinstance(old.get("keuzes"), list):
        field["keuzes"] = [
            {**one, "label": given[f"keuze_{number}"]} for number, one in enumerate(old["keuzes"], start=1)
        ]
    return field


def field_of(
    given: Mapping[str, Any], old: Mapping[str, Any] | None, raw: Mapping[str, Any], inside: str
) -> dict[str, Any]:
    """The answers to these questions as a field; what they do not ask for stays."""
    kept = {"velden": (old or {}).get("velden")} if given["type"] == "lijst" else {}
    asked_name = given.get("naam") or (old or {}).get("naam")
    field: dict[str, Any] = {
        "naam": asked_name or free_name(raw, given["label"], inside),
        "type": given["type"],
        "label": given["label"],
        "hulp": given.get("hulp"),
        "verplicht": given["voorwaarde"] if given["verplicht"] == "als" else given["verplicht"] == "ja",
        "toon": given.get("alleen_als"),
        "keuzes": _choices(given),
        "bron": given.get("bron"),
        "rij": given.get("rij"),
        "minimum": given.get("minimum"),
        "maximum": given.get("maximum"),
        **kept,
    }
    if given["type"] == "lijst" and not field.get("velden"):
        field["velden"] = [{"naam": "omschrijving", "type": "tekst", "label": "Omschrijving", "verplicht": True}]
    return {key: value for key, value in field.items() if value is not None and value != ""}


def _choices(given: Mapping[str, Any]) -> list[dict[str, str]] | str | None:
    if given.get("keuzes_uit") == "instelling":
        return f"instelling:{given['instelling']}"
    rows = given.get("keuzes")
    if not rows:
        return None
    return [{"waarde": row.get("waarde") or slug(row["label"]), "label": row["label"]} for row in rows]
