"""The form of a task in its surroundings: which definition, which variables, which choices."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from service.engine import Library
from service.forms import Choice as FormChoice
from service.forms import Form, FormScope
from service.models import Case, ProcessInstance, Region, Task
from service.usecases.references import choices as reference_choices
from service.usecases.steps import Step
from service.usecases.work import Work

_PARSED: WeakKeyDictionary[Library, dict[tuple[int, str], Form]] = WeakKeyDictionary()


def get_form(work: Work, release_id: int, form_id: str) -> Form:
    """The form as the release of the case has it; releases are immutable, so it is parsed once."""
    library = work.services.library
    shelf = _PARSED.setdefault(library, {})
    if (release_id, form_id) not in shelf:
        raw = library.get(release_id).form(form_id)
        shelf[release_id, form_id] = Form.parse(raw, f"formulieren/{form_id}.json")
    return shelf[release_id, form_id]


def form_of(work: Work, task: Task) -> tuple[Form, FormScope]:
    """Form and scope of a task."""
    instance = work.session.get_one(ProcessInstance, task.instance_id)
    step = Step(work, instance, lambda _origin, _command: None)
    case = work.session.get(Case, task.case_id) if task.case_id else None
    form = get_form(work, instance.release_id, task.form_id)
    return form, scope_for(work, task.region_id, task.variables, step.functions, case)


def scope_for(
    work: Work,
    region_id: int,
    variables: Mapping[str, Any],
    functions: Mapping[str, Callable[..., Any]],
    case: Case | None = None,
) -> FormScope:
    """What conditions may look at and where choices come from."""
    cache: dict[str, Sequence[FormChoice] | None] = {}
    region = work.session.get_one(Region, region_id)
    config = work.services.regions.for_region(region.key)

    def choices(source: str) -> Sequence[FormChoice] | None:
        if source not in cache:
            cache[source] = _choices(work, source, region_id, config.setting, case)
        return cache[source]

    return FormScope(variables=variables, functions=functions, choices=choices)


def _choices(
    work: Work, source: str, region_id: int, setting: Callable[[str], Any], case: Case | None
) -> Sequence[FormChoice] | None:
    if source.startswith("instelling:"):
        values = setting(source.removeprefix("instelling:"))
        return [FormChoice(str(value), str(value).replace("_", " ").capitalize()) for value in values]
    found = reference_choices(work, source, case, region_id)
    return None if found is None else [FormChoice(choice.value, choice.label) for choice in found]
