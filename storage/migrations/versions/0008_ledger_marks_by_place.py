"""What was marked of a village's ledgers is found by its place: an answer waits for it."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ledger_marks", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ledger_marks_place"), ["place", "due_day"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("ledger_marks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_marks_place"))
