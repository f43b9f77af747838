"""Emergency terms that take long, and what was answered

Revision 0050, after 0046, made on 2026-11-22.
"""

import sqlalchemy as sa
from alembic import op

revision: str = '0050'
down_revision: str | None = '0046'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stretched_days', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('stretch_answer', sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_column('stretch_answer')
        batch_op.drop_column('stretched_days')
