"""Lines and answers of attempts

Revision 0125, after 0124, made on 2026-11-23.
"""

import sqlalchemy as sa
from alembic import op

revision: str = '0125'
down_revision: str | None = '0124'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.create_index('ix_event_attempt', ['attempt_id', 'id'], unique=False, sqlite_where=sa.text('case_id IS NULL'), postgresql_where=sa.text('case_id IS NULL'))

    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_submission_attempt_id'), ['attempt_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_submission_attempt_id'))

    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_index('ix_event_attempt', sqlite_where=sa.text('case_id IS NULL'), postgresql_where=sa.text('case_id IS NULL'))
