"""Releases, parsed once and shared: no request ever parses a diagram that was parsed before."""

import json
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

from service.engine.errors import EngineError
from service.engine.model import ProcessModel
from service.engine.parser import ProcessSpecs, parse_release
from service.engine.values import ReleaseFiles
from service.ports import HandlerCatalogue


class Release:
    """One release, ready to run. Its models and specs are never changed after this."""

    def __init__(self, files: ReleaseFiles, catalogue: HandlerCatalogue) -> None:
        self.id = files.id
        self.key = files.key
        self.catalogue = catalogue
        self._files = files
        try:
            parsed = parse_release(files.diagrams)
            self._forms: dict[str, dict[str, Any]] = {name: json.loads(data) for name, data in files.forms.items()}
        except Exception as error:
            raise EngineError(error) from error
        self.processes: Mapping[str, ProcessModel] = parsed.processes
        self._specs = parsed.specs

    def specs(self, process_key: str) -> ProcessSpecs:
        """The specs of a process; raises EngineError when the release does not have it."""
        if process_key not in self._specs:
            raise EngineError(f"release {self.key} has no process {process_key}", process_key=process_key)
        return self._specs[process_key]

    def form(self, form_id: str) -> dict[str, Any]:
        """The form as its file says it; raises EngineError when the release does not have it."""
        if form_id not in self._forms:
            raise EngineError(f"release {self.key} has no form {form_id}")
        return self._forms[form_id]

    def xml(self, process_key: str) -> bytes:
        """The diagram as it was put in the release; raises EngineError when the release does not have it."""
        if process_key not in self._files.diagrams:
            raise EngineError(f"release {self.key} has no process {process_key}", process_key=process_key)
        return self._files.diagrams[process_key]


class Library:
    """The releases in use. `load` gives the files of a release id; it is called once for each."""

    def __init__(self, load: Callable[[int], ReleaseFiles], catalogue: HandlerCatalogue) -> None:
        self._load = load
        self._catalogue = catalogue
        self._releases: dict[int, Release] = {}
        self._lock = Lock()

    def get(self, release_id: int) -> Release:
        """The release, parsed at the first call; raises EngineError when its diagrams cannot be parsed."""
        found = self._releases.get(release_id)
        if found is not None:
            return found
        with self._lock:
            if release_id not in self._releases:
                self._releases[release_id] = Release(self._load(release_id), self._catalogue)
            return self._releases[release_id]
