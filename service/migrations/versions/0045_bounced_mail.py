"""Mail that came back is known by its Message-ID

Revision 0045, after 0040, made on 2026-11-22.
"""

import sqlalchemy as sa
from alembic import op

revision: str = '0045'
down_revision: str | None = '0040'
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('message_id', sa.String(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_outbox_mail_message_id'), ['message_id'])


def downgrade() -> None:
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_outbox_mail_message_id'), type_='unique')
        batch_op.drop_column('message_id')
