"""Logging in, roles that are valid today, tokens."""

from datetime import date, timedelta

import pytest

from service.domain.actors import SYSTEM
from service.domain.errors import DomainError, NotFound, NotLoggedIn
from service.models import Account, RoleGrant
from service.usecases.accounts import (
    authenticate,
    create_token,
    demo_accounts,
    find_account,
    find_actor_by_token,
    get_account_id,
    get_actor,
)
from tests.world import World


def test_the_right_password_gives_the_actor_with_roles(world: World) -> None:
    with world.factory.read(SYSTEM) as work:
        actor = authenticate(work, " PR1@voorbeeld.example", world.settings.demo_password)
    assert (actor.name, list(actor.roles)) == ("A. Proef", ["procesregisseur", "triagist"])
    assert len(actor.teams("procesregisseur")) == 1


@pytest.mark.parametrize(
    ("email", "password"), [("pr1@voorbeeld.example", "fout"), ("niemand@voorbeeld.example", "samenverder")]
)
def test_wrong_password_and_unknown_address_are_refused_alike(world: World, email: str, password: str) -> None:
    with world.factory.read(SYSTEM) as work, pytest.raises(NotLoggedIn, match="horen niet bij elkaar"):
        authenticate(work, email, password)


def test_an_account_that_was_closed_gets_in_nowhere(world: World) -> None:
    with world.factory.write(SYSTEM) as work:
        account_id = get_account_id(work, "pr1@voorbeeld.example")
        token = create_token(work, account_id, "koppeling")
        work.session.get_one(Account, account_id).active = False
    with world.factory.read(SYSTEM) as work:
        assert find_actor_by_token(work, token) is None
        with pytest.raises(NotLoggedIn):
            get_actor(work, account_id)
        with pytest.raises(NotLoggedIn):
            authenticate(work, "pr1@voorbeeld.example", world.settings.demo_password)


def test_a_role_counts_only_while_it_is_valid(world: World) -> None:
    with world.factory.write(SYSTEM) as work:
        account_id = find_account(work, "u-weth-l")
        assert account_id is not None
        work.session.query(RoleGrant).filter_by(account_id=account_id).update({"valid_until": date(2026, 9, 7)})
    assert world.actor("u-weth-l").has("bestuurlijk_escalatiehouder")
    world.clock.forward(timedelta(days=1))
    assert not world.actor("u-weth-l").has("bestuurlijk_escalatiehouder")


def test_a_token_works_until_it_expires_and_is_kept_only_as_a_hash(world: World) -> None:
    with world.factory.write(SYSTEM) as work:
        token = create_token(work, get_account_id(work, "sec@voorbeeld.example"), "koppeling", days=30)
    with world.factory.read(SYSTEM) as work:
        found = find_actor_by_token(work, token)
        assert found is not None
        assert found.name == "S. Schrijver"
        assert find_actor_by_token(work, token[:-1]) is None
    world.clock.forward(timedelta(days=30))
    with world.factory.read(SYSTEM) as work:
        assert find_actor_by_token(work, token) is None


def test_a_token_for_nobody_or_for_ever_is_refused(world: World) -> None:
    with world.factory.read(SYSTEM) as work:
        with pytest.raises(DomainError, match="1 tot 366 dagen"):
            create_token(work, 1, "te lang", days=1000)
        with pytest.raises(NotFound):
            create_token(work, 99999, "niemand")
        with pytest.raises(NotFound, match="geen account"):
            get_account_id(work, "niemand@voorbeeld.example")


def test_demo_accounts_say_who_is_who(world: World) -> None:
    with world.factory.read(SYSTEM) as work:
        accounts = {email: (name, roles) for email, name, roles in demo_accounts(work)}
    assert len(accounts) == 57
    assert accounts["pr1@voorbeeld.example"] == (
        "A. Proef",
        "procesregisseur en triagist, Expertteam Meerwolde & Zandrug",
    )
    assert accounts["amb-m@voorbeeld.example"][1] == "ambtelijk escalatiehouder en manager, Jeugdregio Meerwolde"
