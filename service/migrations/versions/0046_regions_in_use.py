"""Regions in use

Revision 0046, after 0045, made on 2026-11-22.
"""

import sqlalchemy as sa
from alembic import op

revision: str = '0046'
down_revision: str | None = '0045'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table('escalation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('team_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('started_by_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_escalation_team_id_expert_team'), 'expert_team', ['team_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_escalation_started_by_id_account'), 'account', ['started_by_id'], ['id'])

    with op.batch_alter_table('region', schema=None) as batch_op:
        batch_op.add_column(sa.Column('active_since', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('activated_by_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_region_activated_by_id_account'), 'account', ['activated_by_id'], ['id'])
    # What was in use stays in use.
    op.execute("UPDATE region SET active_since = '2020-01-01'")


def downgrade() -> None:
    with op.batch_alter_table('region', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_region_activated_by_id_account'), type_='foreignkey')
        batch_op.drop_column('activated_by_id')
        batch_op.drop_column('active_since')

    with op.batch_alter_table('escalation', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_escalation_started_by_id_account'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_escalation_team_id_expert_team'), type_='foreignkey')
        batch_op.drop_column('started_by_id')
        batch_op.drop_column('team_id')

