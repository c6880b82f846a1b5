"""Letters that went out leave the indexes of those that wait: nearly all of them are sent long since."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PARTS = (
    ("ix_letters_waiting", ["channel", "push", "bulk", "id"], "state = 'waiting'"),
    ("ix_letters_ref", ["address", "ref"], "ref <> ''"),
    ("ix_letters_about", ["about"], "about <> ''"),
)
WHOLE = (
    ("ix_letters_waiting", ["channel", "state", "push", "bulk", "id"]),
    ("ix_letters_ref", ["address", "ref"]),
    ("ix_letters_about", ["about"]),
)


FAILED = "ix_letters_failed"


def upgrade() -> None:
    for name, columns, kept in PARTS:
        op.drop_index(name, "letters")
        where = sa.text(kept)
        op.create_index(name, "letters", columns, sqlite_where=where, postgresql_where=where)

    where = sa.text("state = 'failed'")
    op.create_index(FAILED, "letters", ["posted_at"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_index(FAILED, "letters")
    for name, columns in WHOLE:
        op.drop_index(name, "letters")
        op.create_index(name, "letters", columns)
