"""Absences, preferences, acknowledgement, mail that fails

Revision 0035, after 0030, made on 2026-11-22.
"""

import sqlalchemy as sa
from alembic import op
import service.models

revision: str = '0035'
down_revision: str | None = '0030'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table('message_preference',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('mode', sa.String(), nullable=False),
    sa.Column('hour', sa.Integer(), nullable=False),
    sa.Column('in_app_only', sa.JSON(), nullable=False),
    sa.Column('changed_at', service.models.base.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_message_preference_account_id_account')),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_message_preference'))
    )
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.add_column(sa.Column('substitute_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('recorded_at', service.models.base.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('recorded_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('begun_at', service.models.base.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('over_at', service.models.base.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('ended_by_id', sa.Integer(), nullable=True))
        batch_op.create_index('ix_absence_due', ['over_at', 'from_on'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_absence_substitute_id_account'), 'account', ['substitute_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_absence_recorded_by_id_account'), 'account', ['recorded_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_absence_ended_by_id_account'), 'account', ['ended_by_id'], ['id'])

    with op.batch_alter_table('notification', schema=None) as batch_op:
        batch_op.add_column(sa.Column('on_behalf_of_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('title', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('path', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('to_acknowledge', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('acknowledged_at', service.models.base.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('overview_at', service.models.base.UtcDateTime(), nullable=True))
        batch_op.create_index('ix_notification_overview', ['overview_at'], unique=False, sqlite_where=sa.text('overview_at IS NOT NULL'), postgresql_where=sa.text('overview_at IS NOT NULL'))
        batch_op.create_foreign_key(batch_op.f('fk_notification_on_behalf_of_id_account'), 'account', ['on_behalf_of_id'], ['id'])

    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('account_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('owner', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('attempt_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('failed_at', service.models.base.UtcDateTime(), nullable=True))
        batch_op.create_index('ix_outbox_mail_failed', ['failed_at'], unique=False, sqlite_where=sa.text('failed_at IS NOT NULL AND sent_at IS NULL'), postgresql_where=sa.text('failed_at IS NOT NULL AND sent_at IS NULL'))
        batch_op.create_foreign_key(batch_op.f('fk_outbox_mail_account_id_account'), 'account', ['account_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_outbox_mail_attempt_id_registration_attempt'), 'registration_attempt', ['attempt_id'], ['id'])



def downgrade() -> None:
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_outbox_mail_attempt_id_registration_attempt'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_outbox_mail_account_id_account'), type_='foreignkey')
        batch_op.drop_index('ix_outbox_mail_failed', sqlite_where=sa.text('failed_at IS NOT NULL AND sent_at IS NULL'), postgresql_where=sa.text('failed_at IS NOT NULL AND sent_at IS NULL'))
        batch_op.drop_column('failed_at')
        batch_op.drop_column('attempt_id')
        batch_op.drop_column('owner')
        batch_op.drop_column('account_id')
        batch_op.drop_column('kind')

    with op.batch_alter_table('notification', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_notification_on_behalf_of_id_account'), type_='foreignkey')
        batch_op.drop_index('ix_notification_overview', sqlite_where=sa.text('overview_at IS NOT NULL'), postgresql_where=sa.text('overview_at IS NOT NULL'))
        batch_op.drop_column('overview_at')
        batch_op.drop_column('acknowledged_at')
        batch_op.drop_column('to_acknowledge')
        batch_op.drop_column('path')
        batch_op.drop_column('title')
        batch_op.drop_column('on_behalf_of_id')

    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_absence_ended_by_id_account'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_absence_recorded_by_id_account'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_absence_substitute_id_account'), type_='foreignkey')
        batch_op.drop_index('ix_absence_due')
        batch_op.drop_column('ended_by_id')
        batch_op.drop_column('over_at')
        batch_op.drop_column('begun_at')
        batch_op.drop_column('recorded_by_id')
        batch_op.drop_column('recorded_at')
        batch_op.drop_column('substitute_id')

    op.drop_table('message_preference')
