"""Phones are found by a mark, since they lie sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phone_mark", sa.String(), nullable=False, server_default=""))
        batch_op.drop_index(batch_op.f("ix_people_phone"))
        batch_op.create_index(batch_op.f("ix_people_phone_mark"), ["phone_mark"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_phone_mark"))
        batch_op.create_index(batch_op.f("ix_people_phone"), ["phone"], unique=False)
        batch_op.drop_column("phone_mark")
