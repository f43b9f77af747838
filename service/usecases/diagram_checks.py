"""The gate with everything it needs around it: building blocks, roles, forms, terms and settings."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath

from sqlalchemy import select

from service.domain.errors import NotFound
from service.domain.waiting import MESSAGES
from service.engine import ReleaseFiles
from service.engine.gate import Finding, FormFacts, Vocabulary, check
from service.forms import Form
from service.models import Region
from service.ports import HandlerCatalogue
from service.settings import RegionConfig, RegionSettings, Settings
from service.settings.roles import lane_roles
from service.usecases.releases import NATIONAL, read_files, release_files, release_for
from service.usecases.trials import TrialGround, profiles_of, try_out
from service.usecases.vacancies import find_vacancies
from service.usecases.work import Work

MISTAKE = "fout"
KINDS = ("diagram", "form", "scenario")


@dataclass(frozen=True)
class Ground:
    """What files are held against: the release they lie over, and everything they may refer to."""

    base: ReleaseFiles
    catalogue: HandlerCatalogue
    roles: Mapping[str, str]
    vocabulary: Vocabulary
    trial: TrialGround


def check_files(
    work: Work,
    files: Mapping[str, bytes],
    region_key: str | None = None,
    *,
    base: ReleaseFiles | None = None,
    trial: bool = False,
) -> list[Finding]:
    """All findings about these diagrams (.bpmn) and forms (.json), by path; no mistake among them: may run.

    They lie over `base`, or else over what new cases of the region start on today, or else over the national files.
    Only what is offered is checked, and of the rest what it touches: quick enough for an editor. `trial` lets example
    cases walk through it as well, in a process of its own; that takes seconds, and nothing may be activated without.
    Raises NotFound for an unknown region.
    """
    ground = region_ground(work, region_key, base) if region_key else national_ground(work, base)
    return check_over(ground, files, trial=trial)


def check_over(ground: Ground, files: Mapping[str, bytes], *, trial: bool = False) -> list[Finding]:
    """All findings about files that lie over this ground."""
    forms = {path: data for path, data in files.items() if PurePosixPath(path).suffix == ".json"}
    diagrams = {path: data for path, data in files.items() if path not in forms}
    return check(
        diagrams,
        forms,
        ground.catalogue,
        ground.roles,
        ground.base,
        read_form=_read_form,
        vocabulary=ground.vocabulary,
        try_out=partial(try_out, ground.trial) if trial else None,
    )


def gate_times(ground: Ground, files: Mapping[str, bytes]) -> dict[str, float]:
    """How much CPU time the gate takes for each diagram by itself, in seconds, as an editor would ask."""
    found = {}
    for path, data in files.items():
        if PurePosixPath(path).suffix != ".json":
            began = time.process_time()
            check_over(ground, {path: data})
            found[path] = time.process_time() - began
    return found


def shipped_ground(settings: Settings, catalogue: HandlerCatalogue) -> Ground:
    """The national files of this installation, without a database."""
    return _ground(settings, catalogue, RegionSettings(settings.regions_dir).default, _shipped(settings.bpmn_dir))


def national_ground(work: Work, base: ReleaseFiles | None = None) -> Ground:
    """The national defaults, over the files of this installation or over another release."""
    services = work.services
    return _ground(
        services.settings, services.handlers, services.regions.default, base or _shipped(services.settings.bpmn_dir)
    )


def region_ground(work: Work, region_key: str, base: ReleaseFiles | None = None) -> Ground:
    """What a region has: its terms and settings, over what its new cases start on today or over another release."""
    region, services = get_region(work, region_key), work.services
    if base is None:
        base = release_files(work.session, release_for(work, region.id, work.today).id)
    ground = _ground(services.settings, services.handlers, services.regions.for_region(region_key), base)
    vacancies = find_vacancies(work, region, ground.roles)
    return replace(ground, vocabulary=replace(ground.vocabulary, vacancies=vacancies))


def get_region(work: Work, region_key: str) -> Region:
    """A region by its key; raises NotFound."""
    region = work.session.scalars(select(Region).where(Region.key == region_key)).first()
    if region is None:
        raise NotFound(f"De regio «{region_key}» bestaat niet.")
    return region


def _ground(settings: Settings, catalogue: HandlerCatalogue, config: RegionConfig, base: ReleaseFiles) -> Ground:
    terms = [term.code for term in config.terms()]
    keys = [setting.key for setting in config.settings()] + [f"term.{code}" for code in terms]
    mails = frozenset(path.stem for path in settings.messages_dir.glob("*.txt"))
    known = Vocabulary(frozenset(terms), frozenset(keys), MESSAGES, mails)
    trial = TrialGround(catalogue, profiles_of(config))
    return Ground(base, catalogue, lane_roles(settings.config_dir), known, trial)


def _shipped(folder: Path) -> ReleaseFiles:
    files = read_files(folder / NATIONAL)
    by_kind = {kind: {name: data for (k, name), data in files.items() if k == kind} for kind in KINDS}
    return ReleaseFiles(0, NATIONAL, *(by_kind[kind] for kind in KINDS))


@lru_cache(maxsize=512)
def _read_form(form_id: str, data: bytes) -> FormFacts:
    # The same content is asked for after every change in an editor.
    return Form.parse(json.loads(data), f"{form_id}.json")
