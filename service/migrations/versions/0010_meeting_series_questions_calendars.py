"""Meeting series, questions, calendars

Revision 0010, after 0002, made on 2026-11-22.
"""

import sqlalchemy as sa
from alembic import op
import service.models

revision: str = '0010'
down_revision: str | None = '0002'
branch_labels: str | None = None
depends_on: str | None = None


# Tasks of a case take its municipality and director along; those of an attempt only the municipality.
_PLACES = """
UPDATE task SET
    municipality_id = COALESCE(
        (SELECT c.municipality_id FROM "case" c WHERE c.id = task.case_id),
        (SELECT a.municipality_id FROM registration_attempt a WHERE a.id = task.attempt_id)
    ),
    director_id = (SELECT c.process_director_id FROM "case" c WHERE c.id = task.case_id)
"""


def upgrade() -> None:
    op.create_table('calendar_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('created_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('revoked_at', service.models.base.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_calendar_link_account_id_account')),
    sa.ForeignKeyConstraint(['team_id'], ['expert_team.id'], name=op.f('fk_calendar_link_team_id_expert_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_calendar_link_token_hash'))
    )
    with op.batch_alter_table('calendar_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_link_account_id'), ['account_id'], unique=False)

    op.create_table('meeting_series',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('rhythm', sa.String(), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('week_of_month', sa.Integer(), nullable=True),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.Column('starts_at', sa.Time(), nullable=False),
    sa.Column('ends_at', sa.Time(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('on_holiday', sa.String(), nullable=False),
    sa.Column('created_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('ended_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('ended_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['created_by_id'], ['account.id'], name=op.f('fk_meeting_series_created_by_id_account')),
    sa.ForeignKeyConstraint(['ended_by_id'], ['account.id'], name=op.f('fk_meeting_series_ended_by_id_account')),
    sa.ForeignKeyConstraint(['team_id'], ['expert_team.id'], name=op.f('fk_meeting_series_team_id_expert_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_series'))
    )
    with op.batch_alter_table('meeting_series', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_series_team_id'), ['team_id'], unique=False)

    op.create_table('meeting_guest',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('invited_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('withdrawn_at', service.models.base.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_meeting_guest_account_id_account')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_meeting_guest_meeting_id_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_guest')),
    sa.UniqueConstraint('meeting_id', 'address', name=op.f('uq_meeting_guest_meeting_id_address'))
    )
    op.create_table('question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=True),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('asked_to_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('answer_by', sa.Date(), nullable=False),
    sa.Column('answered_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('answer', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['account.id'], name=op.f('fk_question_answered_by_id_account')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['account.id'], name=op.f('fk_question_asked_by_id_account')),
    sa.ForeignKeyConstraint(['asked_to_id'], ['account.id'], name=op.f('fk_question_asked_to_id_account')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_question_case_id_case')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_question_task_id_task')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question'))
    )
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.create_index('ix_question_asked_by', ['asked_by_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_question_case_id'), ['case_id'], unique=False)
        batch_op.create_index('ix_question_open', ['asked_to_id', 'id'], unique=False, sqlite_where=sa.text('answered_at IS NULL'), postgresql_where=sa.text('answered_at IS NULL'))

    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.add_column(sa.Column('agenda_reason', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('sequence', sa.Integer(), nullable=False, server_default=sa.text('0')))
        batch_op.add_column(sa.Column('changed_at', service.models.base.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('cancelled_at', service.models.base.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('cancel_reason', sa.String(), nullable=True))
        batch_op.create_index(batch_op.f('ix_meeting_slot_id'), ['slot_id'], unique=False)

    with op.batch_alter_table('meeting_slot', schema=None) as batch_op:
        batch_op.add_column(sa.Column('series_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('starts_at', sa.Time(), nullable=True))
        batch_op.add_column(sa.Column('ends_at', sa.Time(), nullable=True))
        batch_op.add_column(sa.Column('place', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('sequence', sa.Integer(), nullable=False, server_default=sa.text('0')))
        batch_op.add_column(sa.Column('changed_at', service.models.base.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('cancelled_at', service.models.base.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('cancelled_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('cancel_reason', sa.String(), nullable=True))
        batch_op.create_index(batch_op.f('ix_meeting_slot_series_id'), ['series_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_meeting_slot_cancelled_by_id_account'), 'account', ['cancelled_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_meeting_slot_series_id_meeting_series'), 'meeting_series', ['series_id'], ['id'])

    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('calendar', sa.String(), nullable=True))

    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.add_column(sa.Column('municipality_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('director_id', sa.Integer(), nullable=True))
        batch_op.create_index('ix_task_open_director_id', ['director_id', 'due_on', 'id', 'startable_on'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.create_index('ix_task_open_municipality_id', ['municipality_id', 'due_on', 'id', 'startable_on'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.create_foreign_key(batch_op.f('fk_task_director_id_account'), 'account', ['director_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_task_municipality_id_municipality'), 'municipality', ['municipality_id'], ['id'])

    op.execute(_PLACES)


def downgrade() -> None:
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_task_municipality_id_municipality'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_task_director_id_account'), type_='foreignkey')
        batch_op.drop_index('ix_task_open_municipality_id', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index('ix_task_open_director_id', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_column('director_id')
        batch_op.drop_column('municipality_id')

    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_column('calendar')

    with op.batch_alter_table('meeting_slot', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_meeting_slot_series_id_meeting_series'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_meeting_slot_cancelled_by_id_account'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_meeting_slot_series_id'))
        batch_op.drop_column('cancel_reason')
        batch_op.drop_column('cancelled_by_id')
        batch_op.drop_column('cancelled_at')
        batch_op.drop_column('changed_at')
        batch_op.drop_column('sequence')
        batch_op.drop_column('place')
        batch_op.drop_column('ends_at')
        batch_op.drop_column('starts_at')
        batch_op.drop_column('series_id')

    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_slot_id'))
        batch_op.drop_column('cancel_reason')
        batch_op.drop_column('cancelled_at')
        batch_op.drop_column('changed_at')
        batch_op.drop_column('sequence')
        batch_op.drop_column('agenda_reason')

    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_index('ix_question_open', sqlite_where=sa.text('answered_at IS NULL'), postgresql_where=sa.text('answered_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_question_case_id'))
        batch_op.drop_index('ix_question_asked_by')

    op.drop_table('question')
    op.drop_table('meeting_guest')
    with op.batch_alter_table('meeting_series', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_series_team_id'))

    op.drop_table('meeting_series')
    with op.batch_alter_table('calendar_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calendar_link_account_id'))

    op.drop_table('calendar_link')
