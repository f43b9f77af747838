"""Filters under a name and tasks seen

Revision 0002, after 0001, made on 2026-11-22.
"""

import sqlalchemy as sa
from alembic import op
import service.models

revision: str = '0002'
down_revision: str | None = '0001'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table('saved_filter',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('created_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('(account_id IS NULL) <> (team_id IS NULL)', name=op.f('ck_saved_filter_one_owner')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_saved_filter_account_id_account')),
    sa.ForeignKeyConstraint(['created_by_id'], ['account.id'], name=op.f('fk_saved_filter_created_by_id_account')),
    sa.ForeignKeyConstraint(['team_id'], ['expert_team.id'], name=op.f('fk_saved_filter_team_id_expert_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_filter')),
    sa.UniqueConstraint('account_id', 'name', name=op.f('uq_saved_filter_account_id_name')),
    sa.UniqueConstraint('team_id', 'name', name=op.f('uq_saved_filter_team_id_name'))
    )
    op.create_table('task_seen',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('seen_at', service.models.base.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_task_seen_account_id_account')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_task_seen_task_id_task')),
    sa.PrimaryKeyConstraint('account_id', 'task_id', name=op.f('pk_task_seen'))
    )
    with op.batch_alter_table('task_seen', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_seen_task_id'), ['task_id'], unique=False)

    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.create_index('ix_task_open_assignee_id', ['assignee_id', 'due_on', 'id', 'startable_on'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.create_index('ix_task_open_pool_organisation_id', ['pool_organisation_id', 'due_on', 'id', 'startable_on'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.create_index('ix_task_open_pool_role', ['pool_role', 'region_id', 'due_on', 'id', 'startable_on'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.create_index('ix_task_open_team_id', ['team_id', 'due_on', 'id', 'startable_on'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))



def downgrade() -> None:
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_index('ix_task_open_team_id', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index('ix_task_open_pool_role', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index('ix_task_open_pool_organisation_id', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index('ix_task_open_assignee_id', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    with op.batch_alter_table('task_seen', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_task_seen_task_id'))

    op.drop_table('task_seen')
    op.drop_table('saved_filter')
