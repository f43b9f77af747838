"""First tables

Revision 0001, after nothing, made on 2026-11-22.
"""

import sqlalchemy as sa
from alembic import op
import service.models

revision: str = '0001'
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table('account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('password_hash', sa.String(), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('email', name=op.f('uq_account_email')),
    sa.UniqueConstraint('key', name=op.f('uq_account_key'))
    )
    op.create_table('clock_setting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('offset_us', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clock_setting'))
    )
    op.create_table('organisation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('specialisms', sa.JSON(), nullable=False),
    sa.Column('covenant_until', sa.Date(), nullable=True),
    sa.Column('contact_account_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['contact_account_id'], ['account.id'], name=op.f('fk_organisation_contact_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation')),
    sa.UniqueConstraint('key', name=op.f('uq_organisation_key'))
    )
    op.create_table('region',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('population', sa.Integer(), nullable=True),
    sa.Column('public_name', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_region')),
    sa.UniqueConstraint('key', name=op.f('uq_region_key'))
    )
    op.create_table('absence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_absence_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence'))
    )
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_absence_account_id'), ['account_id'], unique=False)

    op.create_table('api_token',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('created_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('expires_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('revoked_at', service.models.base.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_api_token_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_api_token')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_api_token_token_hash'))
    )
    with op.batch_alter_table('api_token', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_api_token_account_id'), ['account_id'], unique=False)

    op.create_table('command_key',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('request_hash', sa.String(), nullable=False),
    sa.Column('answer', sa.JSON(), nullable=False),
    sa.Column('at', service.models.base.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_command_key_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_command_key')),
    sa.UniqueConstraint('account_id', 'key', name=op.f('uq_command_key_account_id_key'))
    )
    op.create_table('expert_team',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('public_name', sa.String(), nullable=True),
    sa.Column('scale', sa.String(), nullable=False),
    sa.Column('commissioner', sa.String(), nullable=True),
    sa.Column('hours_per_week', sa.Integer(), nullable=True),
    sa.Column('network_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['network_id'], ['organisation.id'], name=op.f('fk_expert_team_network_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_expert_team')),
    sa.UniqueConstraint('key', name=op.f('uq_expert_team_key'))
    )
    op.create_table('municipality',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_municipality_region_id_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_municipality')),
    sa.UniqueConstraint('key', name=op.f('uq_municipality_key'))
    )
    with op.batch_alter_table('municipality', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_municipality_region_id'), ['region_id'], unique=False)

    op.create_table('release',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('base_id', sa.Integer(), nullable=True),
    sa.Column('content_hash', sa.String(), nullable=False),
    sa.Column('active_from', sa.Date(), nullable=False),
    sa.Column('loaded_at', service.models.base.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['base_id'], ['release.id'], name=op.f('fk_release_base_id_release')),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_release_region_id_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_release')),
    sa.UniqueConstraint('key', name=op.f('uq_release_key'))
    )
    with op.batch_alter_table('release', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_release_region_id'), ['region_id'], unique=False)

    op.create_table('meeting_slot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['expert_team.id'], name=op.f('fk_meeting_slot_team_id_expert_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_slot')),
    sa.UniqueConstraint('team_id', 'day', name=op.f('uq_meeting_slot_team_id_day'))
    )
    with op.batch_alter_table('meeting_slot', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_slot_team_id'), ['team_id'], unique=False)

    op.create_table('registration_attempt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('received_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('entered_by_id', sa.Integer(), nullable=True),
    sa.Column('reserved_number', sa.String(), nullable=True),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=True),
    sa.Column('acute', sa.Boolean(), nullable=False),
    sa.Column('complete_on', sa.Date(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['entered_by_id'], ['account.id'], name=op.f('fk_registration_attempt_entered_by_id_account')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_registration_attempt_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_registration_attempt_region_id_region')),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_registration_attempt_release_id_release')),
    sa.ForeignKeyConstraint(['team_id'], ['expert_team.id'], name=op.f('fk_registration_attempt_team_id_expert_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registration_attempt')),
    sa.UniqueConstraint('reference', name=op.f('uq_registration_attempt_reference'))
    )
    with op.batch_alter_table('registration_attempt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_registration_attempt_region_id'), ['region_id'], unique=False)

    op.create_table('release_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_release_file_release_id_release')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_release_file')),
    sa.UniqueConstraint('release_id', 'kind', 'name', name=op.f('uq_release_file_release_id_kind_name'))
    )
    op.create_table('role_grant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('substitute_for_id', sa.Integer(), nullable=True),
    sa.Column('ring', sa.String(), nullable=True),
    sa.Column('expertise', sa.JSON(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_role_grant_account_id_account')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_role_grant_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_role_grant_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_role_grant_region_id_region')),
    sa.ForeignKeyConstraint(['substitute_for_id'], ['account.id'], name=op.f('fk_role_grant_substitute_for_id_account')),
    sa.ForeignKeyConstraint(['team_id'], ['expert_team.id'], name=op.f('fk_role_grant_team_id_expert_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_grant'))
    )
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_grant_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_role_grant_municipality_id'), ['municipality_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_role_grant_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_role_grant_region_id'), ['region_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_role_grant_role'), ['role'], unique=False)
        batch_op.create_index(batch_op.f('ix_role_grant_team_id'), ['team_id'], unique=False)

    op.create_table('team_region',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_team_region_region_id_region')),
    sa.ForeignKeyConstraint(['team_id'], ['expert_team.id'], name=op.f('fk_team_region_team_id_expert_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team_region')),
    sa.UniqueConstraint('team_id', 'region_id', name=op.f('uq_team_region_team_id_region_id'))
    )
    with op.batch_alter_table('team_region', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_team_region_region_id'), ['region_id'], unique=False)

    op.create_table('case',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('function', sa.String(), nullable=False),
    sa.Column('scope', sa.String(), nullable=False),
    sa.Column('emergency', sa.Boolean(), nullable=False),
    sa.Column('urgency', sa.String(), nullable=False),
    sa.Column('stuck_on', sa.String(), nullable=True),
    sa.Column('process_director_id', sa.Integer(), nullable=True),
    sa.Column('case_director_id', sa.Integer(), nullable=True),
    sa.Column('case_director_name', sa.String(), nullable=True),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('paused_until', sa.Date(), nullable=True),
    sa.Column('retention_from', sa.Date(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['registration_attempt.id'], name=op.f('fk_case_attempt_id_registration_attempt')),
    sa.ForeignKeyConstraint(['case_director_id'], ['account.id'], name=op.f('fk_case_case_director_id_account')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_case_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['process_director_id'], ['account.id'], name=op.f('fk_case_process_director_id_account')),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_case_region_id_region')),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_case_release_id_release')),
    sa.ForeignKeyConstraint(['team_id'], ['expert_team.id'], name=op.f('fk_case_team_id_expert_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case')),
    sa.UniqueConstraint('attempt_id', name=op.f('uq_case_attempt_id')),
    sa.UniqueConstraint('number', name=op.f('uq_case_number'))
    )
    with op.batch_alter_table('case', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_case_director_id'), ['case_director_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_case_municipality_id'), ['municipality_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_case_process_director_id'), ['process_director_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_case_region_id'), ['region_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_case_status'), ['status'], unique=False)
        batch_op.create_index(batch_op.f('ix_case_team_id'), ['team_id'], unique=False)

    op.create_table('aftercare_contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('episode_number', sa.Integer(), nullable=False),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.Column('goes_well', sa.String(), nullable=False),
    sa.Column('reopened', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_aftercare_contact_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_aftercare_contact'))
    )
    with op.batch_alter_table('aftercare_contact', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_aftercare_contact_case_id'), ['case_id'], unique=False)

    op.create_table('analysis',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('episode_number', sa.Integer(), nullable=False),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('shared_by_family', sa.String(), nullable=False),
    sa.Column('shared_by_parties', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_analysis_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_analysis'))
    )
    with op.batch_alter_table('analysis', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_analysis_case_id'), ['case_id'], unique=False)

    op.create_table('case_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('episode_number', sa.Integer(), nullable=False),
    sa.Column('phase', sa.String(), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_case_step_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_step'))
    )
    with op.batch_alter_table('case_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_step_case_id'), ['case_id'], unique=False)

    op.create_table('closure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('episode_number', sa.Integer(), nullable=False),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.Column('goals_reached', sa.String(), nullable=False),
    sa.Column('help_started_on', sa.Date(), nullable=True),
    sa.Column('end_reason', sa.String(), nullable=False),
    sa.Column('tailor_made', sa.Boolean(), nullable=False),
    sa.Column('follow_up', sa.String(), nullable=False),
    sa.Column('final_talk', sa.JSON(), nullable=False),
    sa.Column('lessons', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_closure_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_closure'))
    )
    with op.batch_alter_table('closure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_closure_case_id'), ['case_id'], unique=False)

    op.create_table('consultation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('asker_kind', sa.String(), nullable=False),
    sa.Column('question', sa.String(), nullable=False),
    sa.Column('traceable', sa.Boolean(), nullable=False),
    sa.Column('themes', sa.JSON(), nullable=False),
    sa.Column('advice', sa.String(), nullable=True),
    sa.Column('advised_on', sa.Date(), nullable=True),
    sa.Column('follow_up', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_consultation_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consultation'))
    )
    with op.batch_alter_table('consultation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consultation_case_id'), ['case_id'], unique=False)

    op.create_table('contact_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('with_whom', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_contact_note_author_id_account')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_contact_note_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_note'))
    )
    with op.batch_alter_table('contact_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_note_case_id'), ['case_id'], unique=False)

    op.create_table('episode',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('start_with', sa.String(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('result', sa.String(), nullable=True),
    sa.Column('first_adopted_on', sa.Date(), nullable=True),
    sa.Column('help_started_on', sa.Date(), nullable=True),
    sa.Column('scaled_down_on', sa.Date(), nullable=True),
    sa.Column('resubmitted_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_episode_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_episode')),
    sa.UniqueConstraint('case_id', 'number', name=op.f('uq_episode_case_id_number'))
    )
    op.create_table('family_call',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('episode_number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('still_fits', sa.String(), nullable=True),
    sa.Column('help_started', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_family_call_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_family_call'))
    )
    with op.batch_alter_table('family_call', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_family_call_case_id'), ['case_id'], unique=False)

    op.create_table('meeting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('episode_number', sa.Integer(), nullable=False),
    sa.Column('slot_id', sa.Integer(), nullable=True),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('late_reason', sa.String(), nullable=True),
    sa.Column('extra_reason', sa.String(), nullable=True),
    sa.Column('agenda_kind', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_meeting_case_id_case')),
    sa.ForeignKeyConstraint(['slot_id'], ['meeting_slot.id'], name=op.f('fk_meeting_slot_id_meeting_slot')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting'))
    )
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_case_id'), ['case_id'], unique=False)

    op.create_table('outbox_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('to', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('created_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('sent_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('next_try_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('last_error', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_outbox_mail_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_mail')),
    sa.UniqueConstraint('key', name=op.f('uq_outbox_mail_key'))
    )
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_mail_case_id'), ['case_id'], unique=False)
        batch_op.create_index('ix_outbox_mail_due', ['sent_at', 'next_try_at', 'id'], unique=False)

    op.create_table('participant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('organisation_name', sa.String(), nullable=True),
    sa.Column('contact', sa.String(), nullable=True),
    sa.Column('ring', sa.String(), nullable=True),
    sa.Column('has_mandate', sa.Boolean(), nullable=True),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_participant_account_id_account')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_participant_case_id_case')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_participant_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_participant'))
    )
    with op.batch_alter_table('participant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_participant_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_participant_case_id'), ['case_id'], unique=False)

    op.create_table('process_instance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('attempt_id', sa.Integer(), nullable=True),
    sa.Column('episode_number', sa.Integer(), nullable=True),
    sa.Column('process_key', sa.String(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.Column('join_key', sa.String(), nullable=True),
    sa.Column('start_data', sa.JSON(), nullable=False),
    sa.Column('state', sa.LargeBinary(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('result', sa.String(), nullable=True),
    sa.Column('next_due_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('active', sa.JSON(), nullable=False),
    sa.Column('messages', sa.JSON(), nullable=False),
    sa.Column('started_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('ended_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('retry_at', service.models.base.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['attempt_id'], ['registration_attempt.id'], name=op.f('fk_process_instance_attempt_id_registration_attempt')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_process_instance_case_id_case')),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_process_instance_release_id_release')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_process_instance'))
    )
    with op.batch_alter_table('process_instance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_process_instance_attempt_id'), ['attempt_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_process_instance_case_id'), ['case_id'], unique=False)
        batch_op.create_index('ix_process_instance_due', ['status', 'next_due_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_process_instance_join_key'), ['join_key'], unique=False)

    op.create_table('triage_assessment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('criteria', sa.JSON(), nullable=False),
    sa.Column('regional_criteria', sa.JSON(), nullable=False),
    sa.Column('criteria_version', sa.String(), nullable=False),
    sa.Column('stuck_on', sa.String(), nullable=True),
    sa.Column('urgency', sa.String(), nullable=True),
    sa.Column('reason_category', sa.String(), nullable=True),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('alternative', sa.String(), nullable=True),
    sa.Column('handover_to_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_triage_assessment_case_id_case')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_triage_assessment_decided_by_id_account')),
    sa.ForeignKeyConstraint(['handover_to_id'], ['organisation.id'], name=op.f('fk_triage_assessment_handover_to_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_triage_assessment'))
    )
    with op.batch_alter_table('triage_assessment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_triage_assessment_case_id'), ['case_id'], unique=False)

    op.create_table('young_person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('first_name', sa.String(), nullable=True),
    sa.Column('born_on', sa.Date(), nullable=True),
    sa.Column('age', sa.Integer(), nullable=True),
    sa.Column('authority', sa.String(), nullable=True),
    sa.Column('measure', sa.String(), nullable=True),
    sa.Column('measure_on', sa.Date(), nullable=True),
    sa.Column('residence', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_young_person_case_id_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_young_person'))
    )
    with op.batch_alter_table('young_person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_young_person_case_id'), ['case_id'], unique=False)

    op.create_table('escalation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('theme', sa.String(), nullable=True),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('start_mode', sa.String(), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('instance_id', sa.Integer(), nullable=True),
    sa.Column('question', sa.String(), nullable=False),
    sa.Column('question_prepared', sa.Boolean(), nullable=False),
    sa.Column('tried', sa.String(), nullable=True),
    sa.Column('consequence', sa.String(), nullable=True),
    sa.Column('summary', sa.String(), nullable=True),
    sa.Column('family_informed', sa.String(), nullable=True),
    sa.Column('official_opened_on', sa.Date(), nullable=True),
    sa.Column('official_owner_id', sa.Integer(), nullable=True),
    sa.Column('administrative_opened_on', sa.Date(), nullable=True),
    sa.Column('administrative_owner_id', sa.Integer(), nullable=True),
    sa.Column('decided_level', sa.String(), nullable=True),
    sa.Column('decision', sa.String(), nullable=True),
    sa.Column('motivation', sa.String(), nullable=True),
    sa.Column('executor', sa.String(), nullable=True),
    sa.Column('execute_by', sa.Date(), nullable=True),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('result', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['administrative_owner_id'], ['account.id'], name=op.f('fk_escalation_administrative_owner_id_account')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_escalation_case_id_case')),
    sa.ForeignKeyConstraint(['instance_id'], ['process_instance.id'], name=op.f('fk_escalation_instance_id_process_instance')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_escalation_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['official_owner_id'], ['account.id'], name=op.f('fk_escalation_official_owner_id_account')),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_escalation_region_id_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_escalation')),
    sa.UniqueConstraint('key', name=op.f('uq_escalation_key'))
    )
    with op.batch_alter_table('escalation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_escalation_administrative_owner_id'), ['administrative_owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_escalation_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_escalation_municipality_id'), ['municipality_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_escalation_official_owner_id'), ['official_owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_escalation_region_id'), ['region_id'], unique=False)

    op.create_table('event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('attempt_id', sa.Integer(), nullable=True),
    sa.Column('instance_id', sa.Integer(), nullable=True),
    sa.Column('at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('process_key', sa.String(), nullable=True),
    sa.Column('element_id', sa.String(), nullable=True),
    sa.Column('automatic', sa.Boolean(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('on_behalf_of', sa.String(), nullable=True),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['account.id'], name=op.f('fk_event_actor_id_account')),
    sa.ForeignKeyConstraint(['attempt_id'], ['registration_attempt.id'], name=op.f('fk_event_attempt_id_registration_attempt')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_event_case_id_case')),
    sa.ForeignKeyConstraint(['instance_id'], ['process_instance.id'], name=op.f('fk_event_instance_id_process_instance')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event'))
    )
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.create_index('ix_event_case', ['case_id', 'id'], unique=False)

    op.create_table('invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('invitee', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('invited', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('short_notice', sa.Boolean(), nullable=False),
    sa.Column('attended', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_invitation_meeting_id_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation'))
    )
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('network_question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('instance_id', sa.Integer(), nullable=False),
    sa.Column('network_id', sa.Integer(), nullable=True),
    sa.Column('question', sa.String(), nullable=False),
    sa.Column('traceable', sa.Boolean(), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('answer', sa.String(), nullable=True),
    sa.Column('follow_up', sa.String(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_network_question_case_id_case')),
    sa.ForeignKeyConstraint(['instance_id'], ['process_instance.id'], name=op.f('fk_network_question_instance_id_process_instance')),
    sa.ForeignKeyConstraint(['network_id'], ['organisation.id'], name=op.f('fk_network_question_network_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_network_question'))
    )
    with op.batch_alter_table('network_question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_network_question_case_id'), ['case_id'], unique=False)

    op.create_table('stall',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('rule', sa.String(), nullable=False),
    sa.Column('target', sa.String(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('instance_id', sa.Integer(), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('result', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_stall_case_id_case')),
    sa.ForeignKeyConstraint(['instance_id'], ['process_instance.id'], name=op.f('fk_stall_instance_id_process_instance')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stall'))
    )
    with op.batch_alter_table('stall', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stall_case_id'), ['case_id'], unique=False)

    op.create_table('task',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('instance_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('attempt_id', sa.Integer(), nullable=True),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('spiff_id', sa.String(), nullable=False),
    sa.Column('process_key', sa.String(), nullable=False),
    sa.Column('element_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('form_id', sa.String(), nullable=False),
    sa.Column('mandatory', sa.String(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('startable_on', sa.Date(), nullable=False),
    sa.Column('paused_until', sa.Date(), nullable=True),
    sa.Column('has_incident', sa.Boolean(), nullable=False),
    sa.Column('opened_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('assignee_id', sa.Integer(), nullable=True),
    sa.Column('substitute_for_id', sa.Integer(), nullable=True),
    sa.Column('pool_role', sa.String(), nullable=True),
    sa.Column('pool_organisation_id', sa.Integer(), nullable=True),
    sa.Column('variables', sa.JSON(), nullable=False),
    sa.Column('subject_text', sa.String(), nullable=True),
    sa.Column('claimed_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('completed_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('completed_by_id', sa.Integer(), nullable=True),
    sa.Column('cancelled_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('ended_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assignee_id'], ['account.id'], name=op.f('fk_task_assignee_id_account')),
    sa.ForeignKeyConstraint(['attempt_id'], ['registration_attempt.id'], name=op.f('fk_task_attempt_id_registration_attempt')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_task_case_id_case')),
    sa.ForeignKeyConstraint(['completed_by_id'], ['account.id'], name=op.f('fk_task_completed_by_id_account')),
    sa.ForeignKeyConstraint(['instance_id'], ['process_instance.id'], name=op.f('fk_task_instance_id_process_instance')),
    sa.ForeignKeyConstraint(['pool_organisation_id'], ['organisation.id'], name=op.f('fk_task_pool_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_task_region_id_region')),
    sa.ForeignKeyConstraint(['substitute_for_id'], ['account.id'], name=op.f('fk_task_substitute_for_id_account')),
    sa.ForeignKeyConstraint(['team_id'], ['expert_team.id'], name=op.f('fk_task_team_id_expert_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task')),
    sa.UniqueConstraint('instance_id', 'spiff_id', name=op.f('uq_task_instance_id_spiff_id'))
    )
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_assignee_id'), ['assignee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_task_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_task_instance_id'), ['instance_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_task_region_id'), ['region_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_task_team_id'), ['team_id'], unique=False)
        batch_op.create_index('ix_task_worklist', ['ended_at', 'due_on', 'id'], unique=False)

    op.create_table('draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('saved_at', service.models.base.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_draft_account_id_account')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_draft_task_id_task')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft')),
    sa.UniqueConstraint('task_id', 'account_id', name=op.f('uq_draft_task_id_account_id'))
    )
    op.create_table('escalation_cause',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('escalation_id', sa.Integer(), nullable=False),
    sa.Column('cause', sa.String(), nullable=False),
    sa.Column('added_on', sa.Date(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['escalation_id'], ['escalation.id'], name=op.f('fk_escalation_cause_escalation_id_escalation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_escalation_cause'))
    )
    with op.batch_alter_table('escalation_cause', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_escalation_cause_escalation_id'), ['escalation_id'], unique=False)

    op.create_table('incident',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('last_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('instance_id', sa.Integer(), nullable=True),
    sa.Column('task_id', sa.Integer(), nullable=True),
    sa.Column('process_key', sa.String(), nullable=True),
    sa.Column('element_id', sa.String(), nullable=True),
    sa.Column('handler', sa.String(), nullable=True),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('message', sa.String(), nullable=False),
    sa.Column('cause', sa.String(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('handled_by_id', sa.Integer(), nullable=True),
    sa.Column('handled_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('resolved_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('resolved_by_id', sa.Integer(), nullable=True),
    sa.Column('resolution', sa.String(), nullable=True),
    sa.Column('resolution_note', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['actor_id'], ['account.id'], name=op.f('fk_incident_actor_id_account')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_incident_case_id_case')),
    sa.ForeignKeyConstraint(['handled_by_id'], ['account.id'], name=op.f('fk_incident_handled_by_id_account')),
    sa.ForeignKeyConstraint(['instance_id'], ['process_instance.id'], name=op.f('fk_incident_instance_id_process_instance')),
    sa.ForeignKeyConstraint(['resolved_by_id'], ['account.id'], name=op.f('fk_incident_resolved_by_id_account')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_incident_task_id_task')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incident'))
    )
    with op.batch_alter_table('incident', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_incident_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_incident_instance_id'), ['instance_id'], unique=False)

    op.create_table('pause',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=True),
    sa.Column('started_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('started_by_id', sa.Integer(), nullable=True),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('resume_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('motivation', sa.String(), nullable=True),
    sa.Column('ended_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('ended_by_id', sa.Integer(), nullable=True),
    sa.Column('end_reason', sa.String(), nullable=True),
    sa.Column('working_days', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_pause_case_id_case')),
    sa.ForeignKeyConstraint(['ended_by_id'], ['account.id'], name=op.f('fk_pause_ended_by_id_account')),
    sa.ForeignKeyConstraint(['started_by_id'], ['account.id'], name=op.f('fk_pause_started_by_id_account')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_pause_task_id_task')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pause'))
    )
    with op.batch_alter_table('pause', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pause_case_id'), ['case_id'], unique=False)
        batch_op.create_index('ix_pause_end', ['ended_at', 'resume_at'], unique=False)

    op.create_table('date_move',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('instance_id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=True),
    sa.Column('pause_id', sa.Integer(), nullable=True),
    sa.Column('at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('old_on', sa.Date(), nullable=False),
    sa.Column('new_on', sa.Date(), nullable=False),
    sa.Column('old_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('new_at', service.models.base.UtcDateTime(), nullable=True),
    sa.Column('working_days', sa.Integer(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['account.id'], name=op.f('fk_date_move_actor_id_account')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_date_move_case_id_case')),
    sa.ForeignKeyConstraint(['instance_id'], ['process_instance.id'], name=op.f('fk_date_move_instance_id_process_instance')),
    sa.ForeignKeyConstraint(['pause_id'], ['pause.id'], name=op.f('fk_date_move_pause_id_pause')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_date_move_task_id_task')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_date_move'))
    )
    with op.batch_alter_table('date_move', schema=None) as batch_op:
        batch_op.create_index('ix_date_move_case', ['case_id', 'id'], unique=False)

    op.create_table('notification',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('task_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('created_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('read_at', service.models.base.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_notification_account_id_account')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_notification_case_id_case')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_notification_task_id_task')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notification')),
    sa.UniqueConstraint('key', name=op.f('uq_notification_key'))
    )
    with op.batch_alter_table('notification', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notification_case_id'), ['case_id'], unique=False)
        batch_op.create_index('ix_notification_inbox', ['account_id', 'read_at', 'id'], unique=False)
        batch_op.create_index('ix_notification_task', ['task_id'], unique=False, sqlite_where=sa.text('read_at IS NULL'), postgresql_where=sa.text('read_at IS NULL'))

    op.create_table('signal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('attempt_id', sa.Integer(), nullable=True),
    sa.Column('escalation_id', sa.Integer(), nullable=True),
    sa.Column('noted_on', sa.Date(), nullable=False),
    sa.Column('level', sa.String(), nullable=False),
    sa.Column('themes', sa.JSON(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['registration_attempt.id'], name=op.f('fk_signal_attempt_id_registration_attempt')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_signal_case_id_case')),
    sa.ForeignKeyConstraint(['escalation_id'], ['escalation.id'], name=op.f('fk_signal_escalation_id_escalation')),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_signal_region_id_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signal'))
    )
    with op.batch_alter_table('signal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signal_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_signal_region_id'), ['region_id'], unique=False)

    op.create_table('submission',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('instance_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('attempt_id', sa.Integer(), nullable=True),
    sa.Column('task_id', sa.Integer(), nullable=True),
    sa.Column('element_id', sa.String(), nullable=False),
    sa.Column('form_id', sa.String(), nullable=False),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('submitted_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('submitted_by_id', sa.Integer(), nullable=True),
    sa.Column('on_behalf_of', sa.String(), nullable=True),
    sa.Column('channel', sa.String(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('corrects_id', sa.Integer(), nullable=True),
    sa.Column('correction_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['attempt_id'], ['registration_attempt.id'], name=op.f('fk_submission_attempt_id_registration_attempt')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_submission_case_id_case')),
    sa.ForeignKeyConstraint(['corrects_id'], ['submission.id'], name=op.f('fk_submission_corrects_id_submission')),
    sa.ForeignKeyConstraint(['instance_id'], ['process_instance.id'], name=op.f('fk_submission_instance_id_process_instance')),
    sa.ForeignKeyConstraint(['submitted_by_id'], ['account.id'], name=op.f('fk_submission_submitted_by_id_account')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_submission_task_id_task')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_submission'))
    )
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_submission_case_id'), ['case_id'], unique=False)
        batch_op.create_index('ix_submission_lookup', ['instance_id', 'form_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_submission_task_id'), ['task_id'], unique=False)

    op.create_table('plan_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('episode_number', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('instance_id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=True),
    sa.Column('needed', sa.String(), nullable=True),
    sa.Column('solution_kind', sa.String(), nullable=True),
    sa.Column('waiting_weeks', sa.Integer(), nullable=False),
    sa.Column('scale_down_criteria', sa.String(), nullable=True),
    sa.Column('fits_family', sa.String(), nullable=True),
    sa.Column('change', sa.String(), nullable=True),
    sa.Column('advice_weight', sa.String(), nullable=True),
    sa.Column('created_at', service.models.base.UtcDateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('submitted_on', sa.Date(), nullable=True),
    sa.Column('adopted_on', sa.Date(), nullable=True),
    sa.Column('effective_on', sa.Date(), nullable=True),
    sa.Column('replaced_on', sa.Date(), nullable=True),
    sa.Column('shared_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_plan_version_case_id_case')),
    sa.ForeignKeyConstraint(['created_by_id'], ['account.id'], name=op.f('fk_plan_version_created_by_id_account')),
    sa.ForeignKeyConstraint(['instance_id'], ['process_instance.id'], name=op.f('fk_plan_version_instance_id_process_instance')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_plan_version_submission_id_submission')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_version')),
    sa.UniqueConstraint('case_id', 'number', name=op.f('uq_plan_version_case_id_number'))
    )
    with op.batch_alter_table('plan_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_version_case_id'), ['case_id'], unique=False)

    op.create_table('agreement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('party', sa.String(), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['plan_id'], ['plan_version.id'], name=op.f('fk_agreement_plan_id_plan_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement'))
    )
    with op.batch_alter_table('agreement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agreement_plan_id'), ['plan_id'], unique=False)

    op.create_table('bridging_task',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('description', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan_version.id'], name=op.f('fk_bridging_task_plan_id_plan_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bridging_task'))
    )
    with op.batch_alter_table('bridging_task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bridging_task_plan_id'), ['plan_id'], unique=False)

    op.create_table('check_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('episode_number', sa.Integer(), nullable=False),
    sa.Column('goal_key', sa.String(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('obstacles', sa.JSON(), nullable=False),
    sa.Column('waiting_weeks', sa.Integer(), nullable=True),
    sa.Column('bridging_works', sa.String(), nullable=True),
    sa.Column('safety_worse', sa.Boolean(), nullable=False),
    sa.Column('help_started_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_check_in_case_id_case')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan_version.id'], name=op.f('fk_check_in_plan_id_plan_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_in'))
    )
    with op.batch_alter_table('check_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_check_in_case_id'), ['case_id'], unique=False)

    op.create_table('commitment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('party', sa.String(), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('answer', sa.String(), nullable=True),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('possible_start_on', sa.Date(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('instance_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_commitment_case_id_case')),
    sa.ForeignKeyConstraint(['instance_id'], ['process_instance.id'], name=op.f('fk_commitment_instance_id_process_instance')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_commitment_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan_version.id'], name=op.f('fk_commitment_plan_id_plan_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commitment'))
    )
    with op.batch_alter_table('commitment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_commitment_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_commitment_plan_id'), ['plan_id'], unique=False)

    op.create_table('financing_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('law', sa.String(), nullable=False),
    sa.Column('payer', sa.String(), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['plan_id'], ['plan_version.id'], name=op.f('fk_financing_line_plan_id_plan_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_financing_line'))
    )
    with op.batch_alter_table('financing_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_financing_line_plan_id'), ['plan_id'], unique=False)

    op.create_table('goal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('description', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('measure', sa.String(), nullable=True),
    sa.Column('target_on', sa.Date(), nullable=True),
    sa.Column('rhythm_days', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan_version.id'], name=op.f('fk_goal_plan_id_plan_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_goal'))
    )
    with op.batch_alter_table('goal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_goal_plan_id'), ['plan_id'], unique=False)

    op.create_table('plan_provider',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('unit', sa.String(), nullable=True),
    sa.Column('expected_start_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_plan_provider_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan_version.id'], name=op.f('fk_plan_provider_plan_id_plan_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_provider'))
    )
    with op.batch_alter_table('plan_provider', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_provider_plan_id'), ['plan_id'], unique=False)

    op.create_table('plan_task',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('goal_key', sa.String(), nullable=False),
    sa.Column('description', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=True),
    sa.Column('responsible', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('moved', sa.Integer(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['plan_id'], ['plan_version.id'], name=op.f('fk_plan_task_plan_id_plan_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_task'))
    )
    with op.batch_alter_table('plan_task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_task_plan_id'), ['plan_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('plan_task', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_task_plan_id'))

    op.drop_table('plan_task')
    with op.batch_alter_table('plan_provider', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_provider_plan_id'))

    op.drop_table('plan_provider')
    with op.batch_alter_table('goal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_goal_plan_id'))

    op.drop_table('goal')
    with op.batch_alter_table('financing_line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_financing_line_plan_id'))

    op.drop_table('financing_line')
    with op.batch_alter_table('commitment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_commitment_plan_id'))
        batch_op.drop_index(batch_op.f('ix_commitment_case_id'))

    op.drop_table('commitment')
    with op.batch_alter_table('check_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_check_in_case_id'))

    op.drop_table('check_in')
    with op.batch_alter_table('bridging_task', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bridging_task_plan_id'))

    op.drop_table('bridging_task')
    with op.batch_alter_table('agreement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agreement_plan_id'))

    op.drop_table('agreement')
    with op.batch_alter_table('plan_version', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_version_case_id'))

    op.drop_table('plan_version')
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_submission_task_id'))
        batch_op.drop_index('ix_submission_lookup')
        batch_op.drop_index(batch_op.f('ix_submission_case_id'))

    op.drop_table('submission')
    with op.batch_alter_table('signal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_signal_region_id'))
        batch_op.drop_index(batch_op.f('ix_signal_case_id'))

    op.drop_table('signal')
    with op.batch_alter_table('notification', schema=None) as batch_op:
        batch_op.drop_index('ix_notification_task', sqlite_where=sa.text('read_at IS NULL'), postgresql_where=sa.text('read_at IS NULL'))
        batch_op.drop_index('ix_notification_inbox')
        batch_op.drop_index(batch_op.f('ix_notification_case_id'))

    op.drop_table('notification')
    with op.batch_alter_table('date_move', schema=None) as batch_op:
        batch_op.drop_index('ix_date_move_case')

    op.drop_table('date_move')
    with op.batch_alter_table('pause', schema=None) as batch_op:
        batch_op.drop_index('ix_pause_end')
        batch_op.drop_index(batch_op.f('ix_pause_case_id'))

    op.drop_table('pause')
    with op.batch_alter_table('incident', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_incident_instance_id'))
        batch_op.drop_index(batch_op.f('ix_incident_case_id'))

    op.drop_table('incident')
    with op.batch_alter_table('escalation_cause', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_escalation_cause_escalation_id'))

    op.drop_table('escalation_cause')
    op.drop_table('draft')
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_index('ix_task_worklist')
        batch_op.drop_index(batch_op.f('ix_task_team_id'))
        batch_op.drop_index(batch_op.f('ix_task_region_id'))
        batch_op.drop_index(batch_op.f('ix_task_instance_id'))
        batch_op.drop_index(batch_op.f('ix_task_case_id'))
        batch_op.drop_index(batch_op.f('ix_task_assignee_id'))

    op.drop_table('task')
    with op.batch_alter_table('stall', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stall_case_id'))

    op.drop_table('stall')
    with op.batch_alter_table('network_question', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_network_question_case_id'))

    op.drop_table('network_question')
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitation_meeting_id'))

    op.drop_table('invitation')
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_index('ix_event_case')

    op.drop_table('event')
    with op.batch_alter_table('escalation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_escalation_region_id'))
        batch_op.drop_index(batch_op.f('ix_escalation_official_owner_id'))
        batch_op.drop_index(batch_op.f('ix_escalation_municipality_id'))
        batch_op.drop_index(batch_op.f('ix_escalation_case_id'))
        batch_op.drop_index(batch_op.f('ix_escalation_administrative_owner_id'))

    op.drop_table('escalation')
    with op.batch_alter_table('young_person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_young_person_case_id'))

    op.drop_table('young_person')
    with op.batch_alter_table('triage_assessment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_triage_assessment_case_id'))

    op.drop_table('triage_assessment')
    with op.batch_alter_table('process_instance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_process_instance_join_key'))
        batch_op.drop_index('ix_process_instance_due')
        batch_op.drop_index(batch_op.f('ix_process_instance_case_id'))
        batch_op.drop_index(batch_op.f('ix_process_instance_attempt_id'))

    op.drop_table('process_instance')
    with op.batch_alter_table('participant', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_participant_case_id'))
        batch_op.drop_index(batch_op.f('ix_participant_account_id'))

    op.drop_table('participant')
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_mail_due')
        batch_op.drop_index(batch_op.f('ix_outbox_mail_case_id'))

    op.drop_table('outbox_mail')
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_case_id'))

    op.drop_table('meeting')
    with op.batch_alter_table('family_call', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_family_call_case_id'))

    op.drop_table('family_call')
    op.drop_table('episode')
    with op.batch_alter_table('contact_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contact_note_case_id'))

    op.drop_table('contact_note')
    with op.batch_alter_table('consultation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consultation_case_id'))

    op.drop_table('consultation')
    with op.batch_alter_table('closure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_closure_case_id'))

    op.drop_table('closure')
    with op.batch_alter_table('case_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_step_case_id'))

    op.drop_table('case_step')
    with op.batch_alter_table('analysis', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_analysis_case_id'))

    op.drop_table('analysis')
    with op.batch_alter_table('aftercare_contact', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_aftercare_contact_case_id'))

    op.drop_table('aftercare_contact')
    with op.batch_alter_table('case', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_team_id'))
        batch_op.drop_index(batch_op.f('ix_case_status'))
        batch_op.drop_index(batch_op.f('ix_case_region_id'))
        batch_op.drop_index(batch_op.f('ix_case_process_director_id'))
        batch_op.drop_index(batch_op.f('ix_case_municipality_id'))
        batch_op.drop_index(batch_op.f('ix_case_case_director_id'))

    op.drop_table('case')
    with op.batch_alter_table('team_region', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_team_region_region_id'))

    op.drop_table('team_region')
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_role_grant_team_id'))
        batch_op.drop_index(batch_op.f('ix_role_grant_role'))
        batch_op.drop_index(batch_op.f('ix_role_grant_region_id'))
        batch_op.drop_index(batch_op.f('ix_role_grant_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_role_grant_municipality_id'))
        batch_op.drop_index(batch_op.f('ix_role_grant_account_id'))

    op.drop_table('role_grant')
    op.drop_table('release_file')
    with op.batch_alter_table('registration_attempt', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_registration_attempt_region_id'))

    op.drop_table('registration_attempt')
    with op.batch_alter_table('meeting_slot', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_slot_team_id'))

    op.drop_table('meeting_slot')
    with op.batch_alter_table('release', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_release_region_id'))

    op.drop_table('release')
    with op.batch_alter_table('municipality', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_municipality_region_id'))

    op.drop_table('municipality')
    op.drop_table('expert_team')
    op.drop_table('command_key')
    with op.batch_alter_table('api_token', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_api_token_account_id'))

    op.drop_table('api_token')
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_absence_account_id'))

    op.drop_table('absence')
    op.drop_table('region')
    op.drop_table('organisation')
    op.drop_table('clock_setting')
    op.drop_table('account')
