"""What an author can choose from while drawing: roles, terms, forms, building blocks, processes, messages."""

import ast
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from service.engine import ProcessModel, ReleaseFiles
from service.engine.editing import readable_models
from service.forms import Field, Form, FormDefinitionError
from service.ports import HandlerDescription, HandlerParameter
from service.settings.answers import Term
from service.settings.roles import lane_roles
from service.usecases.ways.drafts import draft_release_files, get_draft
from service.usecases.work import Work


@dataclass(frozen=True)
class FormFacts:
    """A form of the draft with the fields a task may hand to its process."""

    id: str
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class HandlerFacts:
    """A building block; `values` are the fixed values diagrams give a parameter, `types` those of what it returns."""

    handler: HandlerDescription
    values: Mapping[str, tuple[str, ...]]
    types: Mapping[str, str]

    @property
    def title(self) -> str:
        """The name as words."""
        return self.handler.name.replace("_", " ").capitalize()

    def parameters(self) -> Iterable[tuple[HandlerParameter, tuple[str, ...]]]:
        """Every parameter with the fixed values that are in use."""
        for parameter in self.handler.parameters:
            yield parameter, self.values.get(parameter.name, ())


@dataclass(frozen=True)
class AuthorFacts:
    """All of it; terms with the numbers of the region, `results` the codes that ends carry."""

    roles: Mapping[str, str]
    terms: tuple[Term, ...]
    forms: tuple[FormFacts, ...]
    handlers: tuple[HandlerFacts, ...]
    processes: Mapping[str, ProcessModel]
    results: tuple[str, ...]
    messages: tuple[str, ...]


def get_author_facts(work: Work, draft_key: str) -> AuthorFacts:
    """What can be chosen in this draft; raises NotFound for who may not see it."""
    draft, files = get_draft(work, draft_key), draft_release_files(work, draft_key)
    services = work.services
    models = readable_models(files.diagrams)
    nodes = [node for model in models.values() for node in model.nodes.values()]
    config = services.regions.for_region(draft.region_key) if draft.region_key else services.regions.default
    return AuthorFacts(
        roles=lane_roles(services.settings.config_dir),
        terms=tuple(config.terms()),
        forms=readable_forms(files),
        handlers=tuple(handler_facts(services.handlers.all(), models)),
        processes=models,
        results=tuple(sorted({node.result for node in nodes if node.result})),
        messages=tuple(sorted({node.message for node in nodes if node.message})),
    )


def readable_forms(files: ReleaseFiles) -> tuple[FormFacts, ...]:
    """The forms that can be read, by title; a form somebody is still working on has no fields yet."""
    found = []
    for form_id, data in files.forms.items():
        try:
            form = Form.parse(json.loads(data), f"{form_id}.json")
            found.append(FormFacts(form_id, form.title, form.fields))
        except (FormDefinitionError, ValueError):
            found.append(FormFacts(form_id, form_id, ()))
    return tuple(sorted(found, key=lambda form: form.title))


def handler_facts(known: Iterable[HandlerDescription], models: Mapping[str, ProcessModel]) -> Iterable[HandlerFacts]:
    """Every building block by subject and name, with what these diagrams give it and take from it."""
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    types: dict[str, dict[str, str]] = defaultdict(dict)
    for model in models.values():
        for node in model.nodes.values():
            for name, source in node.parameters:
                if _is_text(source):
                    values[node.handler or "", name].add(source)
            for variable, returned in node.takes:
                if variable in model.variables:
                    types[node.handler or ""][returned] = model.variables[variable].type
    for handler in sorted(known, key=lambda one: (one.subject, one.name)):
        own = {one.name: _offered(one) or tuple(sorted(values[handler.name, one.name])) for one in handler.parameters}
        yield HandlerFacts(handler, own, types[handler.name])


def _offered(parameter: HandlerParameter) -> tuple[str, ...]:
    return tuple(json.dumps(choice) for choice in parameter.choices)


def _is_text(source: str) -> bool:
    try:
        return isinstance(ast.literal_eval(source.strip()), str)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return False
