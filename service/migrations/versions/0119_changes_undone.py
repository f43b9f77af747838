"""Changes in lists that can be undone

Revision 0119, after 0117, made on 2026-11-23.
"""

import sqlalchemy as sa
from alembic import op
import service.models

revision: str = '0119'
down_revision: str | None = '0117'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table('way_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('draft_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('before', sa.LargeBinary(), nullable=False),
    sa.Column('after', sa.LargeBinary(), nullable=False),
    sa.Column('undone', sa.Boolean(), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.Column('made_at', service.models.base.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['draft_id'], ['way_draft.id'], name=op.f('fk_way_change_draft_id_way_draft')),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_way_change_made_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_way_change'))
    )
    with op.batch_alter_table('way_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_way_change_draft_id'), ['draft_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('way_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_way_change_draft_id'))
    op.drop_table('way_change')
