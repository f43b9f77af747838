"""The gate as a whole: cheap checks first, and a diagram that cannot be read does not hide the others."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from service.engine.gate.allowed import check_elements
from service.engine.gate.assigned import check_assigned
from service.engine.gate.blocks import check_blocks
from service.engine.gate.choices import check_choices
from service.engine.gate.drawing import check_drawing
from service.engine.gate.finding import Diagram, Finding, Report
from service.engine.gate.foreign import check_foreign
from service.engine.gate.language import Vocabulary, check_expressions
from service.engine.gate.model_lint import check_model
from service.engine.gate.models import build, read_base
from service.engine.gate.reading import read
from service.engine.gate.references import FormFacts, ReadForm, Surroundings, check_references
from service.engine.gate.release import called, check_recursion, check_shared_ids, missing_tags
from service.engine.gate.schema import check_schema
from service.engine.gate.structure import check_ids, check_size, check_structure
from service.engine.gate.tokens import check_tokens
from service.engine.gate.tried import TryOut, report_trial
from service.engine.model import ProcessModel
from service.engine.parser import parse_release
from service.engine.values import ReleaseFiles
from service.ports import HandlerCatalogue


def check(
    files: Mapping[str, bytes],
    forms: Mapping[str, bytes],
    catalogue: HandlerCatalogue,
    roles: Container[str],
    base: ReleaseFiles | None = None,
    *,
    read_form: ReadForm | None = None,
    vocabulary: Vocabulary | None = None,
    try_out: TryOut | None = None,
) -> list[Finding]:
    """All findings about these diagrams and forms, which lie over `base`; an empty list means: may run.

    `files` and `forms` are by id or by file name. `read_form` gives the facts of a form (its id and bytes in, an
    exception when the form is wrong): engine and forms do not know each other, so the caller brings them together.
    Without it, fields of forms are not checked. `vocabulary` holds the terms and settings of the region. `try_out`
    walks example cases through diagrams that have no mistakes; without it there is no trial.
    """
    reports: list[Report] = []
    try:
        _check(reports, _Offer(files, forms, base, read_form, try_out), catalogue, roles, vocabulary or Vocabulary())
    except Exception as error:  # the gate meets files that nobody foresaw: it refuses, it never falls
        text = f"Dit bestand kan niet worden beoordeeld ({type(error).__name__}). Bewaar het opnieuw in de editor."
        reports.append(Report(next(iter(files), "")))
        reports[-1].add("onbekend", text)
    return [finding for report in reports for finding in report.findings]


@dataclass(frozen=True)
class _Offer:
    """What is offered to the gate."""

    files: Mapping[str, bytes]
    forms: Mapping[str, bytes]
    base: ReleaseFiles | None
    read_form: ReadForm | None
    try_out: TryOut | None = None

    def all_forms(self) -> dict[str, bytes]:
        """The forms by id, those of the base included."""
        own = {PurePosixPath(file).name.removesuffix(".json"): data for file, data in self.forms.items()}
        return {**(self.base.forms if self.base is not None else {}), **own}


def _check(
    reports: list[Report], offer: _Offer, catalogue: HandlerCatalogue, roles: Container[str], vocabulary: Vocabulary
) -> None:
    diagrams = []
    for file, data in offer.files.items():
        report = Report(file, source=data)
        reports.append(report)
        diagram = build(report, read(report, data), PurePosixPath(file).name.removesuffix(".bpmn"))
        diagrams += [diagram] if diagram is not None else []
    facts = _forms(reports, offer)
    before = read_base(offer.base)
    processes = before | {diagram.key: diagram.model for diagram in diagrams}
    around = Surroundings(catalogue, roles, processes, facts, vocabulary)
    for diagram in diagrams:
        _check_diagram(diagram, around)
    check_shared_ids(diagrams, processes)
    _check_tags(reports, before.values(), processes.values())
    reports += _check_touched(diagrams, offer, around)
    if diagrams and not any(report.failed for report in reports):
        _try(diagrams, offer, processes)


def _check_diagram(diagram: Diagram, around: Surroundings) -> None:
    check_schema(diagram.report, diagram.root)
    check_elements(diagram)
    check_foreign(diagram)
    if not check_size(diagram):
        return
    check_ids(diagram)
    check_structure(diagram)
    check_expressions(diagram, around.vocabulary)
    check_references(diagram, around)
    check_blocks(diagram, around)
    check_recursion(diagram, around.processes)
    check_choices(diagram, around)
    check_drawing(diagram)
    check_model(diagram)
    if not diagram.report.failed:
        check_tokens(diagram)
        check_assigned(diagram)


def _check_touched(diagrams: list[Diagram], offer: _Offer, around: Surroundings) -> list[Report]:
    """The mistakes that a change makes in diagrams of the base that call it or show its forms."""
    changed = {diagram.key for diagram in diagrams}
    forms = {PurePosixPath(file).name.removesuffix(".json") for file in offer.forms}
    reports = []
    for key, data in (offer.base.diagrams if offer.base is not None else {}).items():
        model = around.processes.get(key)
        if key in changed or model is None:
            continue
        if any(node.calls in changed or node.form in forms for node in model.nodes.values()):
            report = Report(key, source=data)
            diagram = build(report, read(report, data), key)
            if diagram is not None:
                check_references(diagram, around)
                check_blocks(diagram, around)
                check_choices(diagram, around)
            report.findings = [finding for finding in report.findings if finding.severity == "fout"]
            reports.append(report)
    return reports


def _forms(reports: list[Report], offer: _Offer) -> dict[str, FormFacts | None]:
    facts: dict[str, FormFacts | None] = {}
    shipped = dict(offer.base.forms) if offer.base is not None else {}
    named = {PurePosixPath(file).name.removesuffix(".json"): (file, data) for file, data in offer.forms.items()}
    for form_id, data in {**shipped, **{form_id: data for form_id, (_, data) in named.items()}}.items():
        facts[form_id] = None
        if offer.read_form is None:
            continue
        try:
            facts[form_id] = offer.read_form(form_id, data)
        except Exception as error:  # a form is somebody's file as well
            report = Report(named[form_id][0] if form_id in named else form_id)
            for problem in getattr(error, "problems", None) or [error]:
                report.add("formulier", f"{problem}")
            reports.append(report)
    return facts


def _check_tags(reports: list[Report], base: Iterable[ProcessModel], now: Iterable[ProcessModel]) -> None:
    for tag, key in missing_tags(base, now):
        report = next((found for found in reports if key in found.file), Report(key))
        if report not in reports:
            reports.append(report)
        text = f"De verplichte stap «{tag}» komt nergens meer voor. Zet hem terug; verplaatsen en hernoemen mag."
        report.add("verplicht", text)


def _try(diagrams: list[Diagram], offer: _Offer, processes: Mapping[str, ProcessModel]) -> None:
    """Let the real parser read the diagrams and all they call, and then let example cases walk through them."""
    shipped = dict(offer.base.diagrams) if offer.base is not None else {}
    sources = {**shipped, **{diagram.key: diagram.source for diagram in diagrams}}
    needed = {key for diagram in diagrams for key in called(diagram.key, processes)}
    sources = {key: data for key, data in sources.items() if key in needed}
    try:
        parse_release(sources)
    except Exception as error:  # the parser raises whatever a file makes it raise
        text = f"De procesmotor kan dit niet lezen: {error}. Verbeter het genoemde element of teken het opnieuw."
        for diagram in diagrams:
            diagram.report.add("proef_lezen", text, diagram.process)
        return
    if offer.try_out is not None:
        trials = offer.try_out(sources, offer.all_forms(), [diagram.key for diagram in diagrams])
        for diagram in diagrams:
            report_trial(diagram, trials.get(diagram.key))
