"""Watches

Revision 0030, after 0020, made on 2026-11-22.
"""

import sqlalchemy as sa
from alembic import op
import service.models

revision: str = '0030'
down_revision: str | None = '0020'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table('watch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('rule', sa.String(), nullable=False),
    sa.Column('target', sa.String(), nullable=False),
    sa.Column('promise', sa.String(), nullable=False),
    sa.Column('due_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('found_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('retry_at', service.models.base.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_watch_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_watch')),
    sa.UniqueConstraint('case_id', 'rule', 'target', name=op.f('uq_watch_case_id_rule_target'))
    )
    with op.batch_alter_table('watch', schema=None) as batch_op:
        batch_op.create_index('ix_watch_due', ['due_at', 'id'], unique=False, sqlite_where=sa.text('due_at IS NOT NULL'), postgresql_where=sa.text('due_at IS NOT NULL'))



def downgrade() -> None:
    with op.batch_alter_table('watch', schema=None) as batch_op:
        batch_op.drop_index('ix_watch_due', sqlite_where=sa.text('due_at IS NOT NULL'), postgresql_where=sa.text('due_at IS NOT NULL'))

    op.drop_table('watch')
