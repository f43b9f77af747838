"""Sweeps tried again

Revision 0055, after 0050, made on 2026-11-22.
"""

import sqlalchemy as sa
from alembic import op

revision: str = '0055'
down_revision: str | None = '0050'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table('watch', schema=None) as batch_op:
        batch_op.create_index('ix_watch_retry', ['retry_at'], unique=False, sqlite_where=sa.text('retry_at IS NOT NULL'), postgresql_where=sa.text('retry_at IS NOT NULL'))



def downgrade() -> None:
    with op.batch_alter_table('watch', schema=None) as batch_op:
        batch_op.drop_index('ix_watch_retry', sqlite_where=sa.text('retry_at IS NOT NULL'), postgresql_where=sa.text('retry_at IS NOT NULL'))

