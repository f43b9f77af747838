"""What is watched

Revision 0070, after 0060, made on 2026-11-22.
"""

import sqlalchemy as sa
from alembic import op

revision: str = '0070'
down_revision: str | None = '0060'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table('escalation', schema=None) as batch_op:
        batch_op.create_index('ix_escalation_open', ['started_on', 'id'], unique=False, sqlite_where=sa.text('closed_on IS NULL'), postgresql_where=sa.text('closed_on IS NULL'))

    with op.batch_alter_table('stall', schema=None) as batch_op:
        batch_op.create_index('ix_stall_open', ['opened_on', 'id'], unique=False, sqlite_where=sa.text('closed_on IS NULL'), postgresql_where=sa.text('closed_on IS NULL'))

    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.create_index('ix_task_undirected_municipality_id', ['municipality_id', 'due_on', 'id'], unique=False, sqlite_where=sa.text('ended_at IS NULL AND director_id IS NULL'), postgresql_where=sa.text('ended_at IS NULL AND director_id IS NULL'))
        batch_op.create_index('ix_task_undirected_team_id', ['team_id', 'due_on', 'id'], unique=False, sqlite_where=sa.text('ended_at IS NULL AND director_id IS NULL'), postgresql_where=sa.text('ended_at IS NULL AND director_id IS NULL'))



def downgrade() -> None:
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_index('ix_task_undirected_team_id', sqlite_where=sa.text('ended_at IS NULL AND director_id IS NULL'), postgresql_where=sa.text('ended_at IS NULL AND director_id IS NULL'))
        batch_op.drop_index('ix_task_undirected_municipality_id', sqlite_where=sa.text('ended_at IS NULL AND director_id IS NULL'), postgresql_where=sa.text('ended_at IS NULL AND director_id IS NULL'))

    with op.batch_alter_table('stall', schema=None) as batch_op:
        batch_op.drop_index('ix_stall_open', sqlite_where=sa.text('closed_on IS NULL'), postgresql_where=sa.text('closed_on IS NULL'))

    with op.batch_alter_table('escalation', schema=None) as batch_op:
        batch_op.drop_index('ix_escalation_open', sqlite_where=sa.text('closed_on IS NULL'), postgresql_where=sa.text('closed_on IS NULL'))

