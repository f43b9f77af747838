"""From the JSON of a form file to fields and rules; collects every mistake as a Dutch sentence."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from service.domain.expressions import Compiled, ExpressionError, compile_expression
from service.forms.field import FORM_FUNCTIONS, SETTING_PREFIX, SOURCES, TYPES, Choice, Field, Rule

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_FIELD_KEYS = frozenset(
    [
        "naam",
        "type",
        "label",
        "hulp",
        "verplicht",
        "toon",
        "keuzes",
        "bron",
        "velden",
        "rij",
        "kern",
        "minimum",
        "maximum",
    ]
)
_ONLY_FOR: Mapping[str, frozenset[str]] = {
    "keuzes": frozenset({"keuze", "meerkeuze"}),
    "bron": frozenset({"verwijzing"}),
    "velden": frozenset({"lijst"}),
    "rij": frozenset({"lijst"}),
    "minimum": frozenset({"getal", "bedrag"}),
    "maximum": frozenset({"getal", "bedrag"}),
}
_NEEDED = {"keuze": "keuzes", "meerkeuze": "keuzes", "verwijzing": "bron", "lijst": "velden"}


class Reader:
    """Reads one form file; `problems` grows with every mistake, `where` says at what."""

    def __init__(self, where: str) -> None:
        self.where, self.problems = where, list[str]()

    def report(self, problem: str, field: str = "") -> None:
        self.problems.append(f"{self.where}{f', veld «{field}»' if field else ''}: {problem}")

    def keys(self, raw: Mapping[str, Any], allowed: frozenset[str], field: str = "") -> None:
        for key in sorted(str(key) for key in raw if key not in allowed):
            self.report(f"«{key[:60]}» is hier niet bekend. Bekend zijn: {', '.join(sorted(allowed))}.", field)

    def text(self, raw: Mapping[str, Any], key: str, field: str = "", *, needed: bool = True) -> str:
        value = raw.get(key, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            self.report(f"«{key}» ontbreekt of is geen tekst.", field)
            return ""
        return value.strip()

    def expression(self, source: Any, field: str) -> Compiled | None:
        if not isinstance(source, str):
            self.report("een voorwaarde is een uitdrukking tussen aanhalingstekens.", field)
            return None
        try:
            return compile_expression(source, FORM_FUNCTIONS)
        except ExpressionError as error:
            self.report(str(error), field)
            return None

    def fields(self, raw: Any, parent: str = "") -> tuple[Field, ...]:
        if not isinstance(raw, Sequence) or isinstance(raw, str) or not raw:
            self.report("«velden» is een lijst met ten minste één veld.", parent)
            return ()
        fields = [self.field(item, parent) for item in raw]
        found = [field for field in fields if field is not None]
        names = [field.name for field in found]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.report("deze naam komt meer dan één keer voor. Geef elk veld een eigen naam.", f"{parent}{name}")
        return tuple(found)

    def field(self, raw: Any, parent: str) -> Field | None:
        if not isinstance(raw, Mapping):
            self.report("elk veld is een object met naam, type en label.", parent.rstrip("."))
            return None
        name = self.name(raw, parent)
        type_ = raw.get("type")
        if not name or not isinstance(type_, str) or type_ not in TYPES:
            self.report(f"het type is niet bekend. Kies uit: {', '.join(sorted(TYPES))}.", name and parent + name)
            return None
        path = parent + name
        self.shape(raw, type_, path, nested=bool(parent))
        return Field(
            name=name,
            type=type_,
            label=self.text(raw, "label", path, needed=type_ != "verborgen"),
            help=self.text(raw, "hulp", path, needed=False),
            required=self.required(raw, path),
            show=self.expression(raw["toon"], path) if "toon" in raw else None,
            choices=self.choices(raw, path),
            source=raw.get("bron") if isinstance(raw.get("bron"), str) else None,
            fields=self.fields(raw.get("velden"), f"{path}.") if type_ == "lijst" and not parent else (),
            core=raw.get("kern", False) is True,
            row_label=self.text(raw, "rij", path, needed=False) or "Rij",
            minimum=self.bound(raw, "minimum", path),
            maximum=self.bound(raw, "maximum", path),
        )

    def name(self, raw: Mapping[str, Any], parent: str) -> str:
        name = raw.get("naam")
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            self.report(
                f"«{str(name)[:60]}» is geen goede naam: gebruik kleine letters, cijfers en _.", parent.rstrip(".")
            )
            return ""
        return name

    def shape(self, raw: Mapping[str, Any], type_: str, path: str, *, nested: bool) -> None:
        """The keys that belong to the type, and where the type may stand."""
        self.keys(raw, _FIELD_KEYS, path)
        for key, types in _ONLY_FOR.items():
            if key in raw and type_ not in types:
                self.report(f"«{key}» hoort niet bij het type {type_}.", path)
        needed = _NEEDED.get(type_)
        if needed and needed not in raw:
            self.report(f"het type {type_} heeft «{needed}» nodig.", path)
        if nested and type_ == "lijst":
            self.report("een lijst in een lijst kan niet.", path)
        if not nested and type_ == "verborgen":
            self.report("een verborgen veld kan alleen in een lijst staan.", path)
        if "bron" in raw and raw["bron"] not in tuple(SOURCES):
            self.report(f"deze bron is niet bekend. Kies uit: {', '.join(sorted(SOURCES))}.", path)
        if "toon" in raw and raw.get("verplicht", False) is not False:
            self.report(
                "«toon» past alleen bij een veld dat niet verplicht is. Zet de voorwaarde anders in «verplicht».", path
            )

    def required(self, raw: Mapping[str, Any], path: str) -> bool | Compiled:
        value = raw.get("verplicht", False)
        if isinstance(value, bool):
            return value
        return self.expression(value, path) or False

    def bound(self, raw: Mapping[str, Any], key: str, path: str) -> int | None:
        value = raw.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            self.report(f"«{key}» is een heel getal.", path)
            return None
        return value

    def choices(self, raw: Mapping[str, Any], path: str) -> tuple[Choice, ...] | str:
        value = raw.get("keuzes", ())
        if isinstance(value, str):
            if not value.startswith(SETTING_PREFIX):
                self.report(f"«keuzes» is een lijst, of «{SETTING_PREFIX}» met de naam van een instelling.", path)
            return value
        if not isinstance(value, Sequence) or ("keuzes" in raw and not value):
            self.report("«keuzes» is een lijst met ten minste één keuze.", path)
            return ()
        found = tuple(choice for choice in (self.choice(item, path) for item in value) if choice)
        if len({choice.value for choice in found}) < len(found):
            self.report("twee keuzes hebben dezelfde waarde.", path)
        return found

    def choice(self, raw: Any, path: str) -> Choice | None:
        if not isinstance(raw, Mapping):
            self.report("elke keuze is een object met waarde en label.", path)
            return None
        self.keys(raw, frozenset({"waarde", "label"}), path)
        value, label = self.text(raw, "waarde", path), self.text(raw, "label", path)
        return Choice(value, label) if value and label else None

    def rules(self, raw: Any, names: Sequence[str]) -> tuple[Rule, ...]:
        if not isinstance(raw, Sequence) or isinstance(raw, str):
            self.report("«regels» is een lijst.")
            return ()
        found = (self.rule(item, names) for item in raw)
        return tuple(rule for rule in found if rule is not None)

    def rule(self, raw: Any, names: Sequence[str]) -> Rule | None:
        if not isinstance(raw, Mapping):
            self.report("elke regel is een object met eis en melding.")
            return None
        self.keys(raw, frozenset({"eis", "melding", "veld"}))
        demand, message = self.expression(raw.get("eis"), ""), self.text(raw, "melding")
        if demand is None or not message:
            return None
        field = raw.get("veld", next((name for name in names if name in demand.names), ""))
        if field not in tuple(names):
            self.report(f"de regel «{demand.source}» wijst een veld aan dat niet in het formulier staat.")
            return None
        return Rule(demand, message, field)
