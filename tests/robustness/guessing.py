"""Answers to any form, drawn at random from its definition: sensible values, not sensible together."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from service.forms import Form, FormScope, field_states
from service.forms.field import Field
from tests.story import answers as story

WORDS = ("Kort.", "Dat is zo besproken.", "Élan & co, «geciteerd»", "x" * 200)
# What the story answers: a draw is laid over it, so that whole plans and registrations come into being too.
KNOWN_GOOD: Mapping[str, Mapping[str, Any]] = {
    "eerste_contact": story.FIRST_CONTACT,
    "beoordelen": story.DIRECTION,
    "overdragen": story.REFUSED,
    "partijen_bepalen": story.PARTIES,
    "perspectief": story.PERSPECTIVE,
    "overleg_plannen": story.INVITED,
    "analyse": story.ANALYSIS,
    "plan_maken": story.PLAN,
    "plan_bijstellen": story.REVISION,
    "vaststellen": {"adviesgewicht": "dringend"},
    "toezeggen": story.COMMITTED,
    "financieren": story.GRANTED,
    "terugkoppelen": {"regie_genoemd": True},
    "escalatie_voorbereiden": story.PREPARED,
    "checkin": story.BACK_ON_COURSE,
    "stagnatie_beoordelen": story.SOLVED,
    "afschalen_beoordelen": story.SCALE_DOWN,
    "resultaat": story.RESULT,
    "overdracht_casusregie": story.TAKEN_OVER,
    "nazorg": story.AFTERCARE,
    "vraag": {"herleidbaar": False},
    "intrekking_afhandelen": {"ingetrokken_door": "melder", "bevestigd_aan": ["melder"]},
    "eindgesprek": story.FINAL_TALK,
    "signalen": story.LESSONS,
}


def candidates(form: Form, scope: FormScope, known: Mapping[str, Any], good: Mapping[str, Any], random: Random,
               today: date) -> Sequence[dict[str, Any]]:  # fmt: skip
    """Answers to try, from wholly drawn to the ones of the story; the first valid one is the answer."""
    drawn = draw(form, scope, random, today)
    deciding = {field.name for field in form.fields if field.type in ("keuze", "janee")}
    one = random.choice(sorted(drawn)) if drawn else ""
    chosen = {name: value for name, value in drawn.items() if name in deciding}
    base = {name: value for name, value in {**known, **good}.items() if name in form.field_names()}
    mild = {**base, **{name: value for name, value in drawn.items() if name == one}}
    options = [drawn, {**base, **chosen}, mild, base][random.choice((0, 1, 2, 2, 3)) :]
    return [draw(form, scope, random, today, given) for given in options]


def draw(
    form: Form, scope: FormScope, random: Random, today: date, given: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What is given, with an answer to what else must be answered; when nothing is given, also to some of the rest."""
    data = dict(given or {})
    for field in form.evaluation_order:
        state = field_states(form, data, scope)[field.name]
        wanted = state.required or (given is None and random.random() < 0.3)
        if state.shown and wanted and data.get(field.name) in (None, "", []):
            data[field.name] = _value(field, scope, random, today)
    return data


def _value(field: Field, scope: FormScope, random: Random, today: date) -> Any:
    match field.type:
        case "janee":
            return random.random() < 0.5
        case "datum":
            return (today + timedelta(days=random.choice((-90, -1, 0, 0, 0, 14, 400)))).isoformat()
        case "getal" | "bedrag":
            low, high = field.minimum or 0, field.maximum if field.maximum is not None else 60
            return random.randint(low, max(low, min(high, 50_000 if field.type == "bedrag" else 60)))
        case "keuze" | "verwijzing":
            offered = _offered(field, scope)
            return random.choice(offered) if offered else "iets"
        case "meerkeuze":
            return [value for value in _offered(field, scope) if random.random() < 0.7] or _offered(field, scope)[:1]
        case "lijst":
            columns = [column for column in field.fields if column.type != "verborgen"]
            rows = range(random.randint(1, 2))
            return [{column.name: _value(column, scope, random, today) for column in columns} for _ in rows]
        case _:
            return random.choice(WORDS)


def _offered(field: Field, scope: FormScope) -> list[str]:
    key = field.options_key
    choices = (scope.choices(key) or ()) if key is not None else field.choices
    return [choice.value for choice in choices if not isinstance(choice, str)]
