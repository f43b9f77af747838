"""Why a task is due on its day

Revision 0011, after 0010, made on 2026-11-22.
"""

import sqlalchemy as sa
from alembic import op

revision: str = '0011'
down_revision: str | None = '0010'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.add_column(sa.Column('due_why', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('due_term', sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_column('due_term')
        batch_op.drop_column('due_why')
