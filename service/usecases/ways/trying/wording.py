"""What scenarios do and demand, in the names of the diagrams: an author knows a task by its name, not by its id."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from service.domain.deadlines import dutch_date
from service.domain.labels import label
from service.engine import ProcessModel
from service.usecases.messages import UnknownMessage, message_text
from service.usecases.ways.trying.starting import in_words

_BLANK = re.compile(r"\s*(?:\b(?:bij|van|over|op|naar|vanaf|tot en met)\b|:|\()?\s*\{\w+\}\)?")


_AWAITED = {"taak": "de taak", "einde": "het einde van", "bericht": "het bericht", "escalatie": "de escalatie"}


def _level(name: str) -> str:
    return label("niveau", name).lower()


@dataclass(frozen=True)
class Wording:
    """The names in these diagrams, and those of the messages."""

    models: Mapping[str, ProcessModel]
    messages: Path

    def line(self, kind: str, line: Mapping[str, str]) -> str:
        """Something that must hold."""
        on = f" op {dutch_date(datetime.fromisoformat(line['op']).date())}" if "op" in line else ""
        within = f", binnen de termijn {line['binnen']}" if "binnen" in line else ""
        who = f" ({label('rol', line['rol']).lower()})" if "rol" in line else ""
        if kind == "einden":
            return f"«{self._process(line['proces'])}» eindigt met «{self._result(line['proces'], line['resultaat'])}»"
        if kind == "taken":
            return f"De taak «{self._element(line['taak'])}» komt open te staan{who}{within}"
        if kind == "berichten":
            return f"Het bericht «{self._message(line['soort'])}» gaat uit{who}{on}"
        return f"Er wordt {label('niveau', line['niveau']).lower()} geëscaleerd{on}{within}"

    def step(self, step: Mapping[str, Any]) -> str:
        """Something that is done."""
        if "wacht_op" in step:
            ((kind, name),) = step["wacht_op"].items()
            names = {"taak": self._element, "einde": self._process, "bericht": self._message}
            return f"Wachten op {_AWAITED.get(kind, kind)} «{names.get(kind, _level)(name)}»"
        named = {**step, "naam": step.get("naam") or self._element(step["taak"])} if "taak" in step else step
        return in_words(named)

    def _process(self, key: str) -> str:
        return self.models[key].name if key in self.models else key

    def _element(self, element_id: str) -> str:
        found = (model.nodes[element_id].name for model in self.models.values() if element_id in model.nodes)
        return next(found, element_id)

    def _result(self, key: str, code: str) -> str:
        nodes = self.models[key].nodes.values() if key in self.models else ()
        return next((node.name for node in nodes if node.result == code and node.name), code.replace("_", " "))

    def _message(self, kind: str) -> str:
        try:
            subject = _BLANK.sub("", message_text(self.messages, kind).subject).strip()
            return subject[:1].upper() + subject[1:]
        except UnknownMessage:
            return kind.replace("_", " ")
