"""A pattern can be escalated without a case: the same ladder, the same owners, nothing about a family."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select

from service.domain.actors import SYSTEM
from service.domain.errors import InvalidInput, NotAllowed
from service.models import Case, Escalation, Event, Notification, OutboxMail, ProcessInstance, Signal, Task
from service.usecases import clocks, task_reads, tasks
from service.usecases.escalation_reads import get_escalation, list_escalations
from service.usecases.escalations import lapse_escalation
from service.usecases.shapes import TaskFilter
from service.usecases.themes import ThemeDraft, start_theme
from tests.api.client import Door
from tests.process.play import decided
from tests.web.desk import Building
from tests.world import World

DRAFT = ThemeDraft("Wonen tussen Jeugdwet en Wlz", "Wie betaalt tot het Wlz-besluit er is?", "lindervoort", True)
PREPARED = {
    "beslisvraag": "Betaalt de gemeente verblijf voor tot het Wlz-besluit?",
    "geprobeerd": "Drie keer per zaak opgelost.",
    "gevolg_niets_doen": "Jongeren verliezen hun plek.",
    "samenvatting_min": "Dit jaar vier keer gezien.",
}
SHARED = {"wat_gebeurt_er": "De gemeente betaalt voor.", "gedeeld_met": ["team"], "gedeeld_op": "2026-09-07"}


def bring_up(world: World, draft: ThemeDraft = DRAFT, who: str = "u-pr1") -> str:
    with world.factory.write(world.actor(who)) as work:
        return start_theme(work, draft).key


def open_tasks(world: World) -> dict[str, Task]:
    with world.database.read() as session:
        return {task.element_id: task for task in session.scalars(select(Task).where(Task.ended_at.is_(None)))}


def do(world: World, who: str, element: str, data: Mapping[str, Any]) -> None:
    with world.factory.write(world.actor(who)) as work:
        tasks.complete(work, open_tasks(world)[element].id, data)


def escalation(world: World) -> Escalation:
    with world.database.read() as session:
        return session.scalars(select(Escalation)).one()


def test_a_theme_goes_up_the_ladder_is_decided_and_shared(world: World) -> None:
    key = bring_up(world)
    assert key == "THEMA-2026-001"
    with world.factory.read(world.actor("u-pr1")) as work:
        [row] = task_reads.list_tasks(work, TaskFilter()).rows
        assert (row.kind, row.subject, row.case_number) == ("escalatie_voorbereiden", key, None)
        assert task_reads.get_task(work, row.id).row.mine
    do(world, "u-pr1", "escalatie_voorbereiden", PREPARED)
    found = escalation(world)
    assert (found.status, found.official_owner_id) == ("open_ambtelijk", world.actor("u-amb-m").account_id)
    assert found.question == PREPARED["beslisvraag"]
    with world.factory.read(world.actor("u-amb-m")) as work:
        [view] = list_escalations(work)
        assert (view.theme, view.case_number, view.task_id is not None) == (DRAFT.title, None, True)
    clocks.forward(world.factory, "6wd")
    assert escalation(world).status == "open_bestuurlijk"
    with world.factory.read(world.actor("u-weth-l")) as work:
        assert get_escalation(work, key).summary == "Dit jaar vier keer gezien."
    do(world, "u-weth-l", "bestuurlijk_besluiten", decided("oplossing_opgelegd", "lindervoort"))
    do(world, "u-pr1", "thema_verwerken", {**SHARED, "gedeeld_op": "2026-09-15"})
    found = escalation(world)
    assert (found.result, found.executor, open_tasks(world)) == ("besluit_gedeeld", "Gemeente Lindervoort", {})
    assert_no_case(world, key)


def assert_no_case(world: World, key: str) -> None:
    """Nothing that was written points at a case, and every message names the theme."""
    with world.database.read() as session:
        assert session.scalars(select(Case)).all() == []
        assert {i.subject for i in session.scalars(select(ProcessInstance))} == {"thema"}
        assert {e.case_id for e in session.scalars(select(Event))} == {None}
        told = {n.kind for n in session.scalars(select(Notification))}
        assert {"escalatie_geopend_ambtelijk", "escalatie_geopend_bestuurlijk", "escalatiebesluit"} <= told
        mails = [mail.subject + mail.body for mail in session.scalars(select(OutboxMail))]
        assert any(key in mail for mail in mails)
        assert not any("None" in mail for mail in mails)


def test_the_alderman_extends_the_term_of_a_theme_and_its_page_tells_what_happened(world: World) -> None:
    key = bring_up(world)
    do(world, "u-pr1", "escalatie_voorbereiden", PREPARED)
    clocks.forward(world.factory, "6wd")
    was = open_tasks(world)["bestuurlijk_besluiten"].due_on
    door = Door(world)
    more = {"werkdagen": 5, "reden": "De raad besluit volgende week."}
    assert door.as_("u-amb-m").post(f"/escalaties/{key}/verlenging", more).status_code == 403
    assert door.as_("u-weth-l").post(f"/escalaties/{key}/verlenging", more).status_code == 204
    now = open_tasks(world)["bestuurlijk_besluiten"].due_on
    assert (now - was).days == 7
    lines = [row["tekst"] for row in door.as_("u-pr1").found(f"/escalaties/{key}/geschiedenis")["resultaten"]]
    assert "5 werkdagen verlengd" in lines[0]
    assert lines[-1] == "Er is een thema voorgelegd, zonder zaak."
    shown = Building(world).desk("u-weth-l").found(f"/escalaties/{key}")
    assert "Meer tijd nodig?" in shown
    assert "De raad besluit volgende week." in shown
    assert door.as_("u-sec-e").get(f"/escalaties/{key}/geschiedenis").status_code == 404
    clocks.forward(world.factory, f"{was}T18:00")
    assert escalation(world).status == "open_bestuurlijk", "it has more time"


def test_without_a_solution_it_becomes_a_signal_of_a_higher_level(world: World) -> None:
    bring_up(world)
    do(world, "u-pr1", "escalatie_voorbereiden", PREPARED)
    do(world, "u-amb-m", "ambtelijk_besluiten", {"besluit": "doorzetten_bestuurlijk", "motivering": "Te groot."})
    do(world, "u-weth-l", "bestuurlijk_besluiten", {"besluit": "geen_oplossing", "motivering": "Landelijk nodig."})
    do(world, "u-pr1", "thema_signaal", {"niveau": "landelijk", "signaal": "Geen betaler.", "thema": ["financiering"]})
    with world.database.read() as session:
        signal = session.scalars(select(Signal)).one()
        assert (signal.level, signal.case_id, signal.themes) == ("landelijk", None, ["financiering"])
    assert escalation(world).result == "geen_oplossing"


def test_a_theme_that_was_solved_on_the_way_lapses(world: World) -> None:
    key = bring_up(world)
    clocks.forward(world.factory, "3wd")
    assert escalation(world).status == "open_ambtelijk", "visible to the official though it was not prepared in time"
    with world.factory.read(world.actor("u-pr1")) as work:
        assert get_escalation(work, key).may_withdraw
    with world.factory.write(world.actor("u-pr1")) as work:
        lapse_escalation(work, key, "De gemeente betaalt al.")
    assert (escalation(world).status, open_tasks(world)) == ("vervallen", {})


def test_a_theme_holds_nothing_of_a_case_and_comes_from_who_directs_a_team(world: World) -> None:
    bad = ThemeDraft("", "Zie RET-2026-005, hoe nu?", "duinwerd", False)
    with pytest.raises(InvalidInput) as refused:
        bring_up(world, bad)
    assert {error.path for error in refused.value.fields} == {"thema", "beslisvraag", "gemeente", "zonder_gegevens"}
    for who in ("u-amb-m", "u-beheer-m", "u-gd"):
        with pytest.raises(NotAllowed):
            bring_up(world, who=who)
    with world.factory.read(SYSTEM) as work:
        assert work.session.scalars(select(Escalation)).all() == []
