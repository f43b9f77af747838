"""Dates of themes moved

Revision 0124, after 0122, made on 2026-11-23.
"""

import sqlalchemy as sa
from alembic import op

revision: str = '0124'
down_revision: str | None = '0122'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table('date_move', schema=None) as batch_op:
        batch_op.alter_column('case_id', existing_type=sa.INTEGER(), nullable=True)


def downgrade() -> None:
    op.execute('DELETE FROM date_move WHERE case_id IS NULL')
    with op.batch_alter_table('date_move', schema=None) as batch_op:
        batch_op.alter_column('case_id', existing_type=sa.INTEGER(), nullable=False)
