"""Many instances of one small process, made cheaply: a few are really started, the others are copies of those."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from service.domain.actors import SYSTEM
from service.models import Base, Case, Event, Municipality, ProcessInstance, RegistrationAttempt, Release, ReleaseFile
from service.models import Task as Open
from service.usecases import instances
from tests.engine.drawing import boundary, chain, diagram, end, flow, service, start, timer, user, xor
from tests.world import World

PROCESS, KIND = "ret_menigte", "triage_te_laat"
FORM = {
    "id": "doen",
    "titel": "Doen",
    "uitleg": "Iets doen.",
    "velden": [{"naam": "tekst", "type": "tekst", "label": "Tekst", "verplicht": False}],
}
LATE = diagram(
    PROCESS,
    start(),
    user("doen", due="werkdagen(5, vandaag())"),
    boundary("laat", "doen", timer("om_verval(vervalt_op)"), False),
    service("laat_actie", "melden", bericht=f'"{KIND}"', rollen='"Secretaris"'),
    end("laat_einde", "tak_klaar"),
    end(),
    chain("begin", "doen", "einde"),
    chain("laat", "laat_actie", "laat_einde"),
    lanes={"Secretaris": ["doen"]},
)
# After its timer it goes round for ever: the step is stopped and rolled back.
POISON = diagram(
    PROCESS,
    start(),
    user("doen", due="werkdagen(5, vandaag())"),
    boundary("laat", "doen", timer("om_verval(vervalt_op)")),
    service("laat_actie", "zaakstatus_zetten", status='"monitoring"'),
    xor("weer", "f_weer__laat_actie"),
    end(),
    chain("begin", "doen", "einde"),
    chain("laat", "laat_actie", "weer", "laat_actie"),
    flow("weer", "einde", "False"),
    lanes={"Secretaris": ["doen"]},
)


def release(world: World, drawn: bytes = LATE) -> int:
    """A release of its own, which nobody approved: it may hold what the gate would refuse."""
    with world.database.write() as session:
        number = session.query(Release).count()
        made = Release(
            key=f"menigte-{number}", title="Menigte", region_id=None, base_id=None, content_hash=f"menigte-{number}",
            active_from=date(2090, 1, 1), loaded_at=world.clock.now(),
        )  # fmt: skip
        files = {("diagram", PROCESS): drawn, ("form", "doen"): json.dumps(FORM).encode()}
        made.files.extend(ReleaseFile(kind=k, name=n, content=c, sha256="") for (k, n), c in files.items())
        session.add(made)
        session.commit()
        return made.id


def municipality(session: Session) -> Municipality:
    return session.scalars(select(Municipality).where(Municipality.key == "heidelo")).one()


def gather(world: World, cases: int, each: int, drawn: bytes = LATE, *, without_case: bool = False) -> list[int]:
    """This many cases with so many running instances each, due on different days, the latest first; their ids.

    The clock runs on a day for each.
    """
    release_id = release(world, drawn)
    places = _subjects(world, release_id, cases, without_case=without_case)
    models = []
    for _ in range(each):
        models.append(_start(world, release_id, places[0], without_case))
        world.clock.forward(timedelta(days=1))
    with world.database.write() as session:
        copies = [*product(places[1:], reversed(models))]
        made = _copy(session, ProcessInstance, ((m, _subject(place, without_case)) for place, m in copies))
        tasks = {m: session.scalars(select(Open).where(Open.instance_id == m)).one().id for m in models}
        pairs = zip(copies, made, strict=True)
        _copy(session, Open, ((tasks[m], {"instance_id": i, **_subject(p, without_case)}) for (p, m), i in pairs))
        session.commit()
    return [*models, *made]


def _subject(place: tuple[int, int], without_case: bool) -> Mapping[str, Any]:
    return {"attempt_id": place[0]} if without_case else {"attempt_id": place[0], "case_id": place[1]}


def _subjects(world: World, release_id: int, number: int, *, without_case: bool) -> list[tuple[int, int]]:
    """Attempts with their cases."""
    with world.database.write() as session:
        place, now = municipality(session), world.clock.now()
        first = session.query(RegistrationAttempt).count()
        common = {"region_id": place.region_id, "municipality_id": place.id, "team_id": 1, "release_id": release_id}
        attempts = [
            RegistrationAttempt(
                reference=f"M-{first + n}", channel="api", received_at=now, received_on=now.date(), data={}, **common
            )
            for n in range(number)
        ]
        session.add_all(attempts)
        session.flush()
        if without_case:
            session.commit()
            return [(attempt.id, 0) for attempt in attempts]
        cases = [
            Case(number=f"M-{a.id}", attempt_id=a.id, status="monitoring", opened_on=now.date(), **common)
            for a in attempts
        ]
        session.add_all(cases)
        session.commit()
        return [(attempt.id, case.id) for attempt, case in zip(attempts, cases, strict=True)]


def _start(world: World, release_id: int, place: tuple[int, int], without_case: bool) -> int:
    with world.factory.write(SYSTEM) as work:
        attempt = work.session.get_one(RegistrationAttempt, place[0])
        case = None if without_case else work.session.get_one(Case, place[1])
        return instances.start(work, PROCESS, {}, release_id=release_id, case=case, attempt=attempt).id


def _copy(session: Session, table: type[Base], changes: Iterable[tuple[int, Mapping[str, Any]]]) -> list[int]:
    """A copy of a row for each change; the ids of the copies."""
    names = [column.key for column in table.__mapper__.column_attrs if column.key != "id"]
    known: dict[int, dict[str, Any]] = {}
    rows = []
    for model, change in changes:
        if model not in known:
            row = session.get_one(table, model)
            known[model] = {name: getattr(row, name) for name in names}
        rows.append({**known[model], **change})
    if not rows:
        return []
    key = table.__mapper__.primary_key[0]
    return list(session.scalars(insert(table).returning(key, sort_by_parameter_order=True), rows))


def alarms(world: World) -> int:
    """How many timers had their effect."""
    with world.database.read() as session:
        return session.scalar(select(func.count()).select_from(Event).where(Event.kind == "alarm")) or 0
