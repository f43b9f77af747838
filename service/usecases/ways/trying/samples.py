"""Answers that an example may give: those of config/proefdraaien.yaml, and for any other form what it allows."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from service.domain.errors import InvalidInput
from service.forms import Field, Form, FormScope, field_states, validate
from service.models import Case, Region, Task
from service.usecases.prefill import prefill
from service.usecases.task_forms import form_of
from service.usecases.work import Work

FILE = "proefdraaien.yaml"
_TRIES = 6
_WORKING_DAYS = re.compile(r"[+-]\d{1,3}wd")


@lru_cache(maxsize=4)
def _kept(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = yaml.safe_load((folder / FILE).read_text(encoding="utf-8"))["antwoorden"]
    return found


def sample_for_task(work: Work, task: Task, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Proposed answers to an open task: what is given, is known or is usual, and what the form still asks then."""
    form, scope = form_of(work, task)
    case = work.session.get(Case, task.case_id) if task.case_id else None
    known = {name: value for name, value in prefill(work, task, case).items() if name in form.field_names()}
    days = days_for(work, work.session.get_one(Region, task.region_id).key, task.due_on)
    return complete_sample(form, scope, {**usual(work, form.id, days), **known, **(given or {})}, days)


def usual(work: Work, form_id: str, days: "Days") -> dict[str, Any]:
    """The answers of the file to this form, dates worked out."""
    found: dict[str, Any] = days.plain(_kept(work.services.settings.config_dir).get(form_id, {}))
    return found


class Days:
    """Works out dates that are written as =vandaag, =vervaldatum or =+20wd."""

    def __init__(self, today: date, due_on: date, working_days: Callable[[int, date], date]) -> None:
        self.today, self.due_on, self._working_days = today, due_on, working_days

    def plain(self, value: Any) -> Any:
        """The same with dates in place of what stands for them."""
        if isinstance(value, dict):
            return {key: self.plain(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.plain(inner) for inner in value]
        if isinstance(value, str) and value.startswith("="):
            return self._date(value[1:])
        return value

    def _date(self, what: str) -> str:
        if what == "vandaag":
            return self.today.isoformat()
        if what == "vervaldatum":
            return self.due_on.isoformat()
        if not _WORKING_DAYS.fullmatch(what):
            raise InvalidInput(f"«={what}» is geen datum. Schrijf =vandaag, =vervaldatum of bijvoorbeeld =+20wd.")
        return self._working_days(int(what.removesuffix("wd")), self.today).isoformat()


def days_for(work: Work, region_key: str, due_on: date | None = None) -> Days:
    """Works out dates in this region, today."""
    config = work.services.regions.for_region(region_key)
    return Days(work.today, due_on or work.today, config.working_days)


def complete_sample(form: Form, scope: FormScope, given: Mapping[str, Any], days: Days) -> dict[str, Any]:
    """These answers, with something for every field that is asked and was left open; what does not fit is replaced."""
    data = {name: value for name, value in given.items() if name in form.field_names()}
    for _ in range(_TRIES):
        states = field_states(form, data, scope)
        missing = [f for f in form.fields if states[f.name].shown and states[f.name].required and _is_open(data, f)]
        for field in missing:
            data[field.name] = _something(field, scope, days)
        if missing:
            continue
        wrong = _refused(form, data, scope)
        for field in wrong:
            data[field.name] = _something(field, scope, days)
        if not wrong:
            break
    return data


def _is_open(data: Mapping[str, Any], field: Field) -> bool:
    return data.get(field.name) in (None, "", [])


def _refused(form: Form, data: Mapping[str, Any], scope: FormScope) -> list[Field]:
    try:
        validate(form, data, scope)
    except InvalidInput as refused:
        names = {error.path.partition(".")[0] for error in refused.fields}
        return [field for field in form.fields if field.name in names]
    return []


def _something(field: Field, scope: FormScope, days: Days) -> Any:
    """The plainest value that a field takes."""
    offered = _offered(field, scope)
    simple: Mapping[str, Callable[[], Any]] = {
        "keuze": lambda: offered[0] if offered else None,
        "verwijzing": lambda: offered[0] if offered else "Voorbeeld",
        "meerkeuze": lambda: offered[:1],
        "datum": lambda: days.plain("=+5wd"),
        "getal": lambda: 1,
        "bedrag": lambda: 1000,
        "janee": lambda: True,
        "lijst": lambda: [{f.name: _something(f, scope, days) for f in field.fields if f.type != "verborgen"}],
    }
    return simple.get(field.type, lambda: "Voorbeeld")()


def _offered(field: Field, scope: FormScope) -> list[Any]:
    found = scope.choices(field.options_key) if field.options_key else field.choices
    return [choice.value for choice in found or () if not isinstance(choice, str)]
