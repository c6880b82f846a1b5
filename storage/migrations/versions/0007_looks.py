"""Who of the staff saw what of somebody's."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "looks",
        sa.Column("id", number, nullable=False),
        sa.Column("who_id", number, nullable=False),
        sa.Column("whose_id", number, nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["who_id"], ["people.id"], name=op.f("fk_looks_who_id_people")),
        sa.ForeignKeyConstraint(["whose_id"], ["people.id"], name=op.f("fk_looks_whose_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_looks")),
        sa.UniqueConstraint(
            "who_id", "whose_id", "about", "what", "day", name=op.f("uq_looks_who_id")
        ),
    )
    with op.batch_alter_table("looks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_looks_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_looks_whose_id"), ["whose_id"], unique=False)


def downgrade() -> None:
    op.drop_table("looks")
