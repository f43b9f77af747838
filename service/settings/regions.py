"""The answers and terms of each region: config/regions/_default.toml with the region's differences laid over it."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from service.domain.deadlines import WorkingCalendar
from service.domain.due_dates import ExplainedDate
from service.domain.expressions import ExpressionError
from service.settings.answers import Setting, Term, read_setting, read_term
from service.settings.application import SettingsError

_SECTIONS = frozenset({"kalender", "instellingen", "termijnen", "labels"})


class UnknownSetting(ExpressionError):
    """A key that is no setting; the message is Dutch."""


class UnknownTerm(ExpressionError):
    """A code that is no term; the message is Dutch."""


class RegionConfig:
    """What holds in one region: settings, terms and the working calendar."""

    def __init__(self, key: str, settings: Mapping[str, Setting], terms: Mapping[str, Term], days: Mapping[str, Any]):
        self.key = key
        self._settings, self._terms, self._days = settings, terms, days

    def setting(self, key: str) -> Any:
        """The answer of this region; `term.T19` is the number of a term. Raises UnknownSetting."""
        if key.startswith("term."):
            return self.term(key.removeprefix("term.")).number
        return self._find_setting(key).value

    def settings(self) -> Sequence[Setting]:
        """All settings, in the order of the national file."""
        return tuple(self._settings.values())

    def choices(self, key: str) -> Sequence[tuple[str, str]]:
        """The values of a list setting with their Dutch labels, for a form field."""
        setting = self._find_setting(key)
        values = setting.value if isinstance(setting.value, list) else setting.choices
        return tuple((value, setting.labels.get(value, _as_label(value))) for value in values)

    def term(self, code: str) -> Term:
        """The term as it holds here, with what another setting makes of it (T07). Raises UnknownTerm."""
        if code not in self._terms:
            raise UnknownTerm(f"De termijn «{code}» bestaat niet. Kies er een uit de lijst (T01 tot en met T30).")
        term = self._terms[code]
        if term.instead and self.setting(term.instead["instelling"]) == term.instead["is"]:
            return term.counted_as(self.setting(term.instead["werkdagen"]))
        return term

    def terms(self) -> Sequence[Term]:
        """All terms as they hold here."""
        return tuple(self.term(code) for code in self._terms)

    def term_date(self, code: str, from_on: date) -> date:
        """The due date of a term counted from a date; months roll on to a working day. Raises UnknownTerm."""
        term = self.term(code)
        if term.unit == "maanden":
            return self.calendar.add_months(term.number, from_on)
        return self.calendar.add_working_days(term.number, from_on)

    def explain_term(self, code: str, from_on: date) -> str:
        """Why that due date, as one Dutch sentence."""
        term = self.term(code)
        explain = self.calendar.explain_months if term.unit == "maanden" else self.calendar.explain
        return explain(term.number, from_on)

    def due_date(self, code: str, from_on: date) -> ExplainedDate:
        """The due date of a term with the reason for it. Raises UnknownTerm."""
        return ExplainedDate(self.term_date(code, from_on), lambda: self.explain_term(code, from_on), code)

    def due_after(self, n: int, from_on: date) -> ExplainedDate:
        """n working days after a date (negative: before), with the reason for it."""
        return ExplainedDate(self.working_days(n, from_on), lambda: self.calendar.explain(n, from_on))

    def emergency_bound(self, code: str, from_on: date) -> date:
        """The last day an emergency may wait, whatever weekends and holidays make of its term. Raises UnknownTerm."""
        return from_on + timedelta(days=abs(self.term(code).number) + self.setting("clock.emergency_slack"))

    def anchor_of(self, variable: str) -> str:
        """What a variable stands for, in the words of the terms that count from it; empty when none does."""
        return next((term.anchor for term in self._terms.values() if variable in term.counted_from), "")

    def rule(self, code: str, why: str = "") -> dict[str, str]:
        """What the history says of the rule behind something automatic: `regel`, a code, and `regelTekst`."""
        if code in self._terms:
            term = self.term(code)
            source = f"Eigen keuze van de regio; landelijk {term.national}" if term.own else term.source_text
            return {"regel": code, "regelTekst": f"{term.what}: {term.text}. {source}"}
        return {"regelTekst": why} if why else {}

    def working_days(self, n: int, from_on: date) -> date:
        """n working days after a date (negative: before)."""
        return self.calendar.add_working_days(n, from_on)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return WorkingCalendar(
            self._days.get("vrije_dagen", ()),
            self._days.get("werkdagen", ()),
            good_friday=self._days.get("goede_vrijdag", True),
            reminder_time=time.fromisoformat(self.setting("clock.reminder_time")),
            expiry_time=time.fromisoformat(self.setting("clock.expiry_time")),
        )

    def _find_setting(self, key: str) -> Setting:
        if key not in self._settings:
            raise UnknownSetting(f"De instelling «{key}» bestaat niet. Kies er een uit de lijst met instellingen.")
        return self._settings[key]


class RegionSettings:
    """The settings of all regions, read once; a region without a file of its own has the national defaults."""

    def __init__(self, folder: Path) -> None:
        national = _read(folder / "_default.toml")
        self.default = _region("_default", national, {})
        others = sorted(path for path in folder.glob("*.toml") if path.stem != "_default")
        self._regions = {path.stem: _region(path.stem, national, _read(path)) for path in others}

    def for_region(self, key: str) -> RegionConfig:
        """What holds in that region."""
        if key not in self._regions:
            self._regions[key] = RegionConfig(key, self.default._settings, self.default._terms, self.default._days)
        return self._regions[key]


def _read(path: Path) -> dict[str, Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(f"Het bestand {path.name} met regio-instellingen ontbreekt.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"Het bestand {path.name} is niet te lezen: {error}.") from error
    if unknown := content.keys() - _SECTIONS:
        raise SettingsError(f"{path.name}: het onderdeel «{min(unknown)}» bestaat niet.")
    return content


def _region(key: str, national: Mapping[str, Any], own: Mapping[str, Any]) -> RegionConfig:
    source = f"{key}.toml"
    answers, labels = own.get("instellingen", {}), own.get("labels", {})
    numbers, days = own.get("termijnen", {}), own.get("kalender", {})
    parts = (("instellingen", answers), ("instellingen", labels), ("termijnen", numbers), ("kalender", days))
    for part, given in parts:
        if unknown := given.keys() - national[part].keys():
            raise SettingsError(f"{source}: «{min(unknown)}» bestaat niet bij {part}.")
    settings = {
        name: read_setting(name, raw, source, answers.get(name), labels.get(name, {}))
        for name, raw in national["instellingen"].items()
    }
    terms = {code: read_term(code, raw, source, numbers.get(code)) for code, raw in national["termijnen"].items()}
    return RegionConfig(key, settings, terms, {**national["kalender"], **days})


def _as_label(value: str) -> str:
    return value.replace("_", " ").capitalize() if value.islower() else value
