"""Volunteer activities, who signed up and came, groups, record sheets."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record_sheets",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("check", sa.String(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "asked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_record_sheets_asked_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_record_sheets_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_sheets")),
        sa.UniqueConstraint("number", name=op.f("uq_record_sheets_number")),
    )
    with op.batch_alter_table("record_sheets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_record_sheets_person_id"), ["person_id"], unique=False)

    op.create_table(
        "volunteer_groups",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("leader_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("leader_name", sa.String(), nullable=False),
        sa.Column("sample_key", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["people.id"], name=op.f("fk_volunteer_groups_leader_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_groups")),
        sa.UniqueConstraint("sample_key", name=op.f("uq_volunteer_groups_sample_key")),
    )
    with op.batch_alter_table("volunteer_groups", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_volunteer_groups_leader_id"), ["leader_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_volunteer_groups_place"), ["place"], unique=False)

    op.create_table(
        "volunteer_wishes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_volunteer_wishes_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_wishes")),
        sa.UniqueConstraint("person_id", "kind", name=op.f("uq_volunteer_wishes_person_id")),
    )
    with op.batch_alter_table("volunteer_wishes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_volunteer_wishes_kind"), ["kind"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_volunteer_wishes_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "activities",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("where", sa.String(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("radius", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("breaks", sa.JSON(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bring", sa.String(), nullable=False),
        sa.Column("risk", sa.String(), nullable=False),
        sa.Column("insured", sa.Boolean(), nullable=False),
        sa.Column("reach", sa.String(), nullable=False),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column(
            "organiser_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("excluded", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("display", sa.String(), nullable=False),
        sa.Column("photos", sa.JSON(), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["volunteer_groups.id"],
            name=op.f("fk_activities_group_id_volunteer_groups"),
        ),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["people.id"], name=op.f("fk_activities_organiser_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activities")),
        sa.UniqueConstraint("display", name=op.f("uq_activities_display")),
        sa.UniqueConstraint("number", name=op.f("uq_activities_number")),
    )
    with op.batch_alter_table("activities", schema=None) as batch_op:
        batch_op.create_index(
            "ix_activities_ahead",
            ["ends_at"],
            unique=False,
            sqlite_where=sa.text("stage = 'called'"),
            postgresql_where=sa.text("stage = 'called'"),
        )
        batch_op.create_index(
            "ix_activities_look",
            ["look_at"],
            unique=False,
            sqlite_where=sa.text("look_at IS NOT NULL"),
            postgresql_where=sa.text("look_at IS NOT NULL"),
        )
        batch_op.create_index("ix_activities_organiser", ["organiser_id", "stage"], unique=False)
        batch_op.create_index("ix_activities_place", ["place", "starts_at"], unique=False)
        batch_op.create_index("ix_activities_place_stage", ["place", "stage"], unique=False)
        batch_op.create_index(batch_op.f("ix_activities_series"), ["series"], unique=False)

    op.create_table(
        "signups",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "activity_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "signed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("walk_in", sa.Boolean(), nullable=False),
        sa.Column("stays", sa.JSON(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("said_left", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("objection", sa.String(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("rating_word", sa.String(), nullable=False),
        sa.Column("coded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name=op.f("fk_signups_activity_id_activities")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_signups_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["people.id"], name=op.f("fk_signups_signed_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signups")),
        sa.UniqueConstraint("activity_id", "person_id", name=op.f("uq_signups_activity_id")),
    )
    with op.batch_alter_table("signups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signups_activity_id"), ["activity_id"], unique=False)
        batch_op.create_index(
            "ix_signups_by",
            ["signed_by_id"],
            unique=False,
            sqlite_where=sa.text("signed_by_id IS NOT NULL"),
            postgresql_where=sa.text("signed_by_id IS NOT NULL"),
        )
        batch_op.create_index("ix_signups_coded", ["activity_id", "coded_at"], unique=False)
        batch_op.create_index(
            "ix_signups_person",
            ["person_id"],
            unique=False,
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("signups", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_signups_person",
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        )
        batch_op.drop_index("ix_signups_coded")
        batch_op.drop_index(
            "ix_signups_by",
            sqlite_where=sa.text("signed_by_id IS NOT NULL"),
            postgresql_where=sa.text("signed_by_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_signups_activity_id"))

    op.drop_table("signups")
    with op.batch_alter_table("activities", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activities_series"))
        batch_op.drop_index("ix_activities_place_stage")
        batch_op.drop_index("ix_activities_place")
        batch_op.drop_index("ix_activities_organiser")
        batch_op.drop_index(
            "ix_activities_look",
            sqlite_where=sa.text("look_at IS NOT NULL"),
            postgresql_where=sa.text("look_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_activities_ahead",
            sqlite_where=sa.text("stage = 'called'"),
            postgresql_where=sa.text("stage = 'called'"),
        )

    op.drop_table("activities")
    with op.batch_alter_table("volunteer_wishes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_volunteer_wishes_person_id"))
        batch_op.drop_index(batch_op.f("ix_volunteer_wishes_kind"))

    op.drop_table("volunteer_wishes")
    with op.batch_alter_table("volunteer_groups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_volunteer_groups_place"))
        batch_op.drop_index(batch_op.f("ix_volunteer_groups_leader_id"))

    op.drop_table("volunteer_groups")
    with op.batch_alter_table("record_sheets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_record_sheets_person_id"))

    op.drop_table("record_sheets")
