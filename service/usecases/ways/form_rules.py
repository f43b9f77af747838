"""The rules of a form: demands on several answers together, each with what it says when it does not hold."""

from collections.abc import Mapping
from typing import Any

from service.domain.errors import NotFound
from service.forms import Form, validate
from service.usecases.ways.form_drafts import FormDraft, change_form, get_form_draft, own_scope
from service.usecases.work import Work

Raw = dict[str, Any]


def questions_for_rule(found: FormDraft, number: int | None) -> tuple[Form, dict[str, Any]]:
    """The form to edit a rule with, and its present answers; raises NotFound."""
    fields = [{"waarde": str(one.get("naam")), "label": str(one.get("label") or one.get("naam"))}
              for one in found.raw.get("velden", [])]  # fmt: skip
    asked = [
        {"naam": "eis", "type": "tekst", "label": "Dit moet kloppen", "verplicht": True,
         "hulp": 'Bijvoorbeeld: tot_en_met == None or tot_en_met >= vanaf. Een vraag zonder antwoord is None.'},
        {"naam": "melding", "type": "lange_tekst", "label": "Wat staat er als het niet klopt?", "verplicht": True,
         "hulp": "Zeg wat er niet klopt en wat iemand dan doet."},
        {"naam": "veld", "type": "keuze", "label": "Bij welke vraag staat dat?", "verplicht": True, "keuzes": fields},
    ]  # fmt: skip
    form = Form.parse({"id": "regel", "titel": "Regel", "velden": asked}, "regel")
    return form, {} if number is None else dict(_rules(found.raw)[_checked(found.raw, number)])


def save_rule(work: Work, draft_key: str, name: str, revision: int, number: int | None, raw: Mapping[str, Any]) -> int:
    """Keep a rule, a new one at the end; gives the new revision. Raises InvalidInput with every mistake."""
    form, _ = questions_for_rule(get_form_draft(work, draft_key, name), number)
    given = validate(form, raw, own_scope())
    rule = {"eis": given["eis"], "melding": given["melding"], "veld": given["veld"]}

    def edit(raw: Raw) -> Raw:
        rules = _rules(raw)
        rules[len(rules) if number is None else number : len(rules) if number is None else number + 1] = [rule]
        return {**raw, "regels": rules}

    return change_form(work, draft_key, name, revision, edit, "een regel wijzigen", about="eis")


def remove_rule(work: Work, draft_key: str, name: str, revision: int, number: int) -> int:
    """Take a rule out; gives the new revision."""

    def edit(raw: Raw) -> Raw:
        rules = _rules(raw)
        del rules[_checked(raw, number)]
        left = {key: value for key, value in raw.items() if key != "regels"}
        return {**left, "regels": rules} if rules else left

    return change_form(work, draft_key, name, revision, edit, "een regel weghalen")


def _rules(raw: Mapping[str, Any]) -> list[Raw]:
    return [dict(one) for one in raw.get("regels") or [] if isinstance(one, Mapping)]


def _checked(raw: Mapping[str, Any], number: int) -> int:
    if not 0 <= number < len(_rules(raw)):
        raise NotFound("Deze regel staat niet (meer) in het formulier. Ga terug naar het formulier.")
    return number
