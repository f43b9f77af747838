"""Reviews of a placement outside the family: asked by a plan, or on their own without a case (R169)."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.models.base import Base


class PlacementReview(Base):
    """One intended placement that two behavioural experts judge, each on their own; never a name of a child."""

    __tablename__ = "placement_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # TOETS-2026-001
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    plan_number: Mapped[int | None]  # the version of the plan that intends it
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("expert_team.id"), index=True)
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"), index=True)
    kind: Mapped[str]  # vrijwillig | machtiging_gevraagd | spoed_achteraf
    submitted_on: Mapped[date]
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    reference: Mapped[str | None]  # what the requester calls it
    age: Mapped[int | None]
    intention: Mapped[str | None]  # what is intended and why; without a case
    first_judgement: Mapped[str | None]
    first_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    second_judgement: Mapped[str | None]
    second_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    outcome: Mapped[str | None]  # ondersteunt | ondersteunt_mits | ondersteunt_niet: the more cautious of the two
    explanation: Mapped[str | None]  # what both experts wrote for who asked
    decided_on: Mapped[date | None]
