"""What a trial found, said at the elements of the diagram."""

from collections.abc import Callable, Mapping, Sequence

from service.engine.gate.finding import Diagram
from service.engine.gate.trial.result import Trial

# The trials of some processes of a release: its diagrams, its forms, the keys; None for one that was broken off.
TryOut = Callable[[Mapping[str, bytes], Mapping[str, bytes], Sequence[str]], Mapping[str, Trial | None]]
_LAST_STEPS = 6


def report_trial(diagram: Diagram, trial: Trial | None) -> None:
    """Note where a case got stuck, and what no case came to."""
    report = diagram.report
    if trial is None:
        text = "De proef is gestopt: zij duurde te lang of gebruikte te veel geheugen. Maak het proces kleiner."
        report.add("proef_afgebroken", text, diagram.process)
        return
    for stuck in trial.stuck:
        way = " → ".join(("…", *stuck.way[-_LAST_STEPS:]) if len(stuck.way) > _LAST_STEPS else stuck.way)
        text = f"In de proef liep een zaak hier vast: {stuck.reason}. Loop deze weg na: {way}."
        report.add("proef_vast", text, stuck.element or diagram.process)
    if not trial.whole:
        text = "De proef heeft niet alle wegen kunnen lopen. Maak het proces kleiner, of probeer de rest zelf."
        report.advise("proef_onvolledig", text, diagram.process)
    elif not trial.stuck:
        for element in trial.missed:
            text = "In de proef kwam geen enkele zaak hier. Kijk of de voorwaarde ooit waar kan zijn."
            report.advise("proef_niet_gelopen", text, element)
