"""Wrong passwords

Revision 0117, after 0110, made on 2026-11-23.
"""

import sqlalchemy as sa
from alembic import op
import service.models.base

revision: str = '0117'
down_revision: str | None = '0110'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table('login_failure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', service.models.base.PlainText(), nullable=False),
    sa.Column('at', service.models.base.UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_login_failure'))
    )
    with op.batch_alter_table('login_failure', schema=None) as batch_op:
        batch_op.create_index('ix_login_failure_key', ['key', 'at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('login_failure', schema=None) as batch_op:
        batch_op.drop_index('ix_login_failure_key')
    op.drop_table('login_failure')
