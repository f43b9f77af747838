"""People with an account, what they may do where, and who stands in for whom."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.models.base import Base


class Account(Base):
    """Somebody who can log in."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    grants: Mapped[list["RoleGrant"]] = relationship(
        back_populates="account", foreign_keys="RoleGrant.account_id", order_by="RoleGrant.id"
    )


class RoleGrant(Base):
    """One role of one account, for a team, region, municipality or organisation, with its validity."""

    __tablename__ = "role_grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("expert_team.id"), index=True)
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    substitute_for_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ring: Mapped[str | None]
    expertise: Mapped[list[str]] = mapped_column(default=list)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    looked_on: Mapped[date | None]  # the day on which its beginning or its end was last noticed
    account: Mapped[Account] = relationship(back_populates="grants", foreign_keys=[account_id])


class Absence(Base):
    """A period, first and last day included, in which a substitute acts, shown as «X namens Y».

    Without a substitute of its own, whoever was granted the same role in their stead acts.
    """

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_due", "over_at", "from_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date]
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime | None]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    begun_at: Mapped[datetime | None]  # open tasks went to the substitute
    over_at: Mapped[datetime | None]  # and came back, or it was withdrawn
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # who ended it before its last day


class LoginFailure(Base):
    """A wrong password, counted for the account and for the address it came from; both only as a hash."""

    __tablename__ = "login_failure"
    __table_args__ = (Index("ix_login_failure_key", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    at: Mapped[datetime]


class ApiToken(Base):
    """A bearer token of an account; only its hash is kept."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
