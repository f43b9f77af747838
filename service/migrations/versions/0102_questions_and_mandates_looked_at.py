"""Questions and mandates looked at

Revision 0102, after 0095, made on 2026-11-23.
"""

import sqlalchemy as sa
from alembic import op
import service.models.base

revision: str = '0102'
down_revision: str | None = '0095'
branch_labels: str | None = None
depends_on: str | None = None


_WAITING = sa.text('look_at IS NOT NULL')


def upgrade() -> None:
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.add_column(sa.Column('look_at', service.models.base.UtcDateTime(), nullable=True))
        batch_op.create_index('ix_question_look', ['look_at'], unique=False, sqlite_where=_WAITING, postgresql_where=_WAITING)

    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.add_column(sa.Column('looked_on', sa.Date(), nullable=True))

    with op.batch_alter_table('meeting_slot', schema=None) as batch_op:
        batch_op.add_column(sa.Column('look_at', service.models.base.UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('meeting_slot', schema=None) as batch_op:
        batch_op.drop_column('look_at')

    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.drop_column('looked_on')

    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_index('ix_question_look', sqlite_where=_WAITING, postgresql_where=_WAITING)
        batch_op.drop_column('look_at')
