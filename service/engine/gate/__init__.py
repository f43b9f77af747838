"""What a diagram must pass before it runs: all findings at once, for any bytes, and never an exception."""

from service.engine.gate.check import check
from service.engine.gate.finding import Finding
from service.engine.gate.language import Vacancy, Vocabulary
from service.engine.gate.references import FormFacts, ReadForm

__all__ = ["Finding", "FormFacts", "ReadForm", "Vacancy", "Vocabulary", "check"]
