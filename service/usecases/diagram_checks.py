"""The gate with everything it needs around it: building blocks, roles, forms, terms and settings."""

import json
from collections.abc import Mapping
from pathlib import Path

from service.engine import ReleaseFiles
from service.engine.gate import Finding, FormFacts, Vocabulary, check
from service.forms import Form
from service.ports import HandlerCatalogue
from service.settings import RegionSettings, Settings
from service.settings.roles import lane_roles
from service.usecases.releases import NATIONAL, read_files

MISTAKE = "fout"


def check_files(
    settings: Settings, catalogue: HandlerCatalogue, diagrams: Mapping[str, bytes], forms: Mapping[str, bytes]
) -> list[Finding]:
    """All findings about these files (by path), laid over the national set of this installation."""
    config = RegionSettings(settings.regions_dir).default
    terms = [term.code for term in config.terms()]
    keys = [setting.key for setting in config.settings()] + [f"term.{code}" for code in terms]
    return check(
        diagrams,
        forms,
        catalogue,
        lane_roles(settings.config_dir),
        _national(settings.bpmn_dir),
        read_form=_read_form,
        vocabulary=Vocabulary(frozenset(terms), frozenset(keys)),
    )


def _national(folder: Path) -> ReleaseFiles:
    files = read_files(folder / NATIONAL)
    by_kind = {kind: {name: data for (k, name), data in files.items() if k == kind} for kind in ("diagram", "form")}
    return ReleaseFiles(0, NATIONAL, by_kind["diagram"], by_kind["form"])


def _read_form(form_id: str, data: bytes) -> FormFacts:
    return Form.parse(json.loads(data), f"{form_id}.json")
