"""Reviews of placements

Revision 0110, after 0102, made on 2026-11-22.
"""

import sqlalchemy as sa
from alembic import op

revision: str = '0110'
down_revision: str | None = '0102'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table('placement_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('plan_number', sa.Integer(), nullable=True),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('instance_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('submitted_on', sa.Date(), nullable=False),
    sa.Column('requested_by_id', sa.Integer(), nullable=True),
    sa.Column('reference', sa.String(), nullable=True),
    sa.Column('age', sa.Integer(), nullable=True),
    sa.Column('intention', sa.String(), nullable=True),
    sa.Column('first_judgement', sa.String(), nullable=True),
    sa.Column('first_by_id', sa.Integer(), nullable=True),
    sa.Column('second_judgement', sa.String(), nullable=True),
    sa.Column('second_by_id', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.String(), nullable=True),
    sa.Column('explanation', sa.String(), nullable=True),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_placement_review_case_id_case')),
    sa.ForeignKeyConstraint(['first_by_id'], ['account.id'], name=op.f('fk_placement_review_first_by_id_account')),
    sa.ForeignKeyConstraint(['instance_id'], ['process_instance.id'], name=op.f('fk_placement_review_instance_id_process_instance')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_placement_review_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_placement_review_region_id_region')),
    sa.ForeignKeyConstraint(['requested_by_id'], ['account.id'], name=op.f('fk_placement_review_requested_by_id_account')),
    sa.ForeignKeyConstraint(['second_by_id'], ['account.id'], name=op.f('fk_placement_review_second_by_id_account')),
    sa.ForeignKeyConstraint(['team_id'], ['expert_team.id'], name=op.f('fk_placement_review_team_id_expert_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_placement_review')),
    sa.UniqueConstraint('key', name=op.f('uq_placement_review_key'))
    )
    with op.batch_alter_table('placement_review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_placement_review_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_placement_review_instance_id'), ['instance_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_placement_review_region_id'), ['region_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_placement_review_requested_by_id'), ['requested_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_placement_review_team_id'), ['team_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('placement_review', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_placement_review_team_id'))
        batch_op.drop_index(batch_op.f('ix_placement_review_requested_by_id'))
        batch_op.drop_index(batch_op.f('ix_placement_review_region_id'))
        batch_op.drop_index(batch_op.f('ix_placement_review_instance_id'))
        batch_op.drop_index(batch_op.f('ix_placement_review_case_id'))

    op.drop_table('placement_review')
