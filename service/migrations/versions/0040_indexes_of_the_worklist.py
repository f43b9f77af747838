"""Indexes of the worklist that hold all it asks

Revision 0040, after 0035, made on 2026-11-22.
"""

import sqlalchemy as sa
from alembic import op

revision: str = '0040'
down_revision: str | None = '0035'
branch_labels: str | None = None
depends_on: str | None = None

_OPEN = sa.text("ended_at IS NULL")
_TAIL = ["due_on", "id", "startable_on"]
_ASKED = ["role", "element_id"]
_REACHES = {
    "assignee_id": ["assignee_id"],
    "team_id": ["team_id"],
    "pool_role": ["pool_role", "region_id"],
    "pool_organisation_id": ["pool_organisation_id"],
    "municipality_id": ["municipality_id"],
    "director_id": ["director_id"],
}
_ALONE = ("region_id", "team_id", "assignee_id")


def _make(name: str, columns: list[str]) -> None:
    op.create_index(name, "task", columns, unique=False, sqlite_where=_OPEN, postgresql_where=_OPEN)


def upgrade() -> None:
    op.drop_index("ix_task_worklist", table_name="task")
    for column in _ALONE:
        op.drop_index(f"ix_task_{column}", table_name="task")
    _make("ix_task_open", [*_TAIL, "ended_at"])
    for name, columns in _REACHES.items():
        op.drop_index(f"ix_task_open_{name}", table_name="task")
        also = _ASKED if name in ("assignee_id", "team_id") else []
        _make(f"ix_task_open_{name}", [*columns, *_TAIL, *also, "ended_at"])


def downgrade() -> None:
    for name, columns in _REACHES.items():
        op.drop_index(f"ix_task_open_{name}", table_name="task")
        _make(f"ix_task_open_{name}", [*columns, *_TAIL])
    op.drop_index("ix_task_open", table_name="task")
    for column in _ALONE:
        op.create_index(f"ix_task_{column}", "task", [column], unique=False)
    op.create_index("ix_task_worklist", "task", ["ended_at", "due_on", "id"], unique=False)
