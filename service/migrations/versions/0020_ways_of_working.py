"""Ways of working: drafts, presence, trail; releases know their number, author and approver

Revision 0020, after 0011, made on 2026-11-22.
"""

import sqlalchemy as sa
from alembic import op
import service.models

revision: str = '0020'
down_revision: str | None = '0011'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table('way_draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('base_id', sa.Integer(), nullable=False),
    sa.Column('national_id', sa.Integer(), nullable=True),
    sa.Column('seen_number', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('change_note', sa.String(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('created_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('checked_hash', sa.String(), nullable=True),
    sa.Column('tried_hash', sa.String(), nullable=True),
    sa.Column('submitted_hash', sa.String(), nullable=True),
    sa.Column('submitted_by_id', sa.Integer(), nullable=True),
    sa.Column('submitted_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('active_from', sa.Date(), nullable=True),
    sa.Column('release_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_way_draft_author_id_account')),
    sa.ForeignKeyConstraint(['base_id'], ['release.id'], name=op.f('fk_way_draft_base_id_release')),
    sa.ForeignKeyConstraint(['national_id'], ['release.id'], name=op.f('fk_way_draft_national_id_release')),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_way_draft_region_id_region')),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_way_draft_release_id_release')),
    sa.ForeignKeyConstraint(['submitted_by_id'], ['account.id'], name=op.f('fk_way_draft_submitted_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_way_draft')),
    sa.UniqueConstraint('key', name=op.f('uq_way_draft_key'))
    )
    with op.batch_alter_table('way_draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_way_draft_region_id'), ['region_id'], unique=False)

    op.create_table('way_draft_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('draft_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('changed_by_id', sa.Integer(), nullable=True),
    sa.Column('changed_at', service.models.base.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['changed_by_id'], ['account.id'], name=op.f('fk_way_draft_file_changed_by_id_account')),
    sa.ForeignKeyConstraint(['draft_id'], ['way_draft.id'], name=op.f('fk_way_draft_file_draft_id_way_draft')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_way_draft_file')),
    sa.UniqueConstraint('draft_id', 'kind', 'name', name=op.f('uq_way_draft_file_draft_id_kind_name'))
    )
    op.create_table('way_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('actor_name', sa.String(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('draft_id', sa.Integer(), nullable=True),
    sa.Column('release_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('file', sa.String(), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['account.id'], name=op.f('fk_way_event_actor_id_account')),
    sa.ForeignKeyConstraint(['draft_id'], ['way_draft.id'], name=op.f('fk_way_event_draft_id_way_draft')),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_way_event_region_id_region')),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_way_event_release_id_release')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_way_event'))
    )
    with op.batch_alter_table('way_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_way_event_draft_id'), ['draft_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_way_event_region_id'), ['region_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_way_event_release_id'), ['release_id'], unique=False)

    op.create_table('way_presence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('draft_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('seen_at', service.models.base.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_way_presence_account_id_account')),
    sa.ForeignKeyConstraint(['draft_id'], ['way_draft.id'], name=op.f('fk_way_presence_draft_id_way_draft')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_way_presence')),
    sa.UniqueConstraint('draft_id', 'kind', 'name', 'account_id', name=op.f('uq_way_presence_draft_id_kind_name_account_id'))
    )
    with op.batch_alter_table('release', schema=None) as batch_op:
        batch_op.add_column(sa.Column('number', sa.Integer(), server_default='1', nullable=False))
        batch_op.add_column(sa.Column('source', sa.String(), server_default='map', nullable=False))
        batch_op.add_column(sa.Column('change_note', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('author_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('approver_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('approved_at', service.models.base.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('active_until', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('retired_at', service.models.base.UtcDateTime(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_release_approver_id_account'), 'account', ['approver_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_release_author_id_account'), 'account', ['author_id'], ['id'])

    # Numbers per region, in the order in which the releases came.
    op.execute("""
        UPDATE release SET number = (
            SELECT count(*) FROM release earlier
            WHERE earlier.id <= release.id AND coalesce(earlier.region_id, 0) = coalesce(release.region_id, 0))
    """)


def downgrade() -> None:
    with op.batch_alter_table('release', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_release_author_id_account'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_release_approver_id_account'), type_='foreignkey')
        batch_op.drop_column('retired_at')
        batch_op.drop_column('active_until')
        batch_op.drop_column('approved_at')
        batch_op.drop_column('approver_id')
        batch_op.drop_column('author_id')
        batch_op.drop_column('change_note')
        batch_op.drop_column('source')
        batch_op.drop_column('number')

    op.drop_table('way_presence')
    with op.batch_alter_table('way_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_way_event_release_id'))
        batch_op.drop_index(batch_op.f('ix_way_event_region_id'))
        batch_op.drop_index(batch_op.f('ix_way_event_draft_id'))

    op.drop_table('way_event')
    op.drop_table('way_draft_file')
    with op.batch_alter_table('way_draft', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_way_draft_region_id'))

    op.drop_table('way_draft')
