"""Instances tried again

Revision 0095, after 0090, made on 2026-11-23.
"""

import sqlalchemy as sa
from alembic import op

revision: str = '0095'
down_revision: str | None = '0090'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table('process_instance', schema=None) as batch_op:
        batch_op.create_index('ix_process_instance_retry', ['retry_at'], unique=False, sqlite_where=sa.text('retry_at IS NOT NULL'), postgresql_where=sa.text('retry_at IS NOT NULL'))



def downgrade() -> None:
    with op.batch_alter_table('process_instance', schema=None) as batch_op:
        batch_op.drop_index('ix_process_instance_retry', sqlite_where=sa.text('retry_at IS NOT NULL'), postgresql_where=sa.text('retry_at IS NOT NULL'))
