"""The registers kept by hand, and Form 2.3: its editions and what people decided about it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


_NO_CASE = sa.text("subject <> ''")


def upgrade() -> None:
    op.create_index(
        "ix_event_subject_id",
        "event",
        ["subject", "id"],
        postgresql_where=_NO_CASE,
        sqlite_where=_NO_CASE,
    )
    op.create_table(
        "activity",
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_held_on"), ["held_on"], unique=False)

    op.create_table(
        "contact_channel",
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("name_th", sa.String(length=300), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_channel")),
    )
    with op.batch_alter_table("contact_channel", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_channel_fiscal_year"), ["fiscal_year"], unique=False
        )

    op.create_table(
        "form23_edition",
        sa.Column("fiscal_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("fiscal_year", name=op.f("pk_form23_edition")),
    )
    op.create_table(
        "form23_state",
        sa.Column("fiscal_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("results", sa.JSON(), nullable=False),
        sa.Column("claims", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("fiscal_year", name=op.f("pk_form23_state")),
    )
    op.create_table(
        "listening_channel",
        sa.Column("code", sa.String(length=20), nullable=True),
        sa.Column("name_th", sa.String(length=300), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listening_channel")),
        sa.UniqueConstraint("code", name=op.f("uq_listening_channel_code")),
    )
    with op.batch_alter_table("listening_channel", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_listening_channel_fiscal_year"), ["fiscal_year"], unique=False
        )

    op.create_table(
        "mission",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name_th", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission")),
        sa.UniqueConstraint("code", name=op.f("uq_mission_code")),
    )
    op.create_table(
        "network_work",
        sa.Column("name_th", sa.String(length=300), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_work")),
    )
    with op.batch_alter_table("network_work", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_network_work_fiscal_year"), ["fiscal_year"], unique=False
        )

    op.create_table(
        "participation_work",
        sa.Column("name_th", sa.String(length=300), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation_work")),
    )
    with op.batch_alter_table("participation_work", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_participation_work_fiscal_year"), ["fiscal_year"], unique=False
        )

    op.create_table(
        "stated_figure",
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=300), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stated_figure")),
        sa.UniqueConstraint("fiscal_year", "name", name=op.f("uq_stated_figure_fiscal_year_name")),
    )
    op.create_table(
        "survey",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("scale", sa.JSON(), nullable=False),
        sa.Column("bands", sa.JSON(), nullable=False),
        sa.Column("satisfied_levels", sa.JSON(), nullable=False),
        sa.Column("dissatisfied_levels", sa.JSON(), nullable=False),
        sa.Column("aspects", sa.JSON(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sa.UniqueConstraint("code", name=op.f("uq_survey_code")),
    )
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_fiscal_year"), ["fiscal_year"], unique=False)

    op.create_table(
        "improvement",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name_th", sa.String(length=300), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("unit_code", sa.String(length=20), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_code"], ["unit.code"], name=op.f("fk_improvement_unit_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement")),
        sa.UniqueConstraint("code", name=op.f("uq_improvement_code")),
    )
    with op.batch_alter_table("improvement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_improvement_done_on"), ["done_on"], unique=False)

    op.create_table(
        "information_channel",
        sa.Column("survey_code", sa.String(length=40), nullable=False),
        sa.Column("name_th", sa.String(length=300), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_code"], ["survey.code"], name=op.f("fk_information_channel_survey_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_information_channel")),
        sa.UniqueConstraint(
            "survey_code", "name_th", name=op.f("uq_information_channel_survey_code_name_th")
        ),
    )
    op.create_table(
        "intake_channel",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name_th", sa.String(length=300), nullable=False),
        sa.Column("rolls_up_to", sa.String(length=20), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rolls_up_to"], ["listening_channel.code"], name=op.f("fk_intake_channel_rolls_up_to")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_channel")),
        sa.UniqueConstraint("code", name=op.f("uq_intake_channel_code")),
    )
    op.create_table(
        "service_standard",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name_th", sa.String(length=300), nullable=False),
        sa.Column("unit_code", sa.String(length=20), nullable=True),
        sa.Column("target", sa.String(length=200), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("flow_chart", sa.Boolean(), nullable=False),
        sa.Column("manual", sa.Boolean(), nullable=False),
        sa.Column("announced", sa.Boolean(), nullable=False),
        sa.Column("by_cases", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_code"], ["unit.code"], name=op.f("fk_service_standard_unit_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_standard")),
        sa.UniqueConstraint("code", name=op.f("uq_service_standard_code")),
    )
    op.create_table(
        "stakeholder_group",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("mission_code", sa.String(length=20), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name_th", sa.String(length=300), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mission_code"], ["mission.code"], name=op.f("fk_stakeholder_group_mission_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stakeholder_group")),
        sa.UniqueConstraint("code", name=op.f("uq_stakeholder_group_code")),
    )
    op.create_table(
        "needs_review",
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("group_code", sa.String(length=20), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_code"], ["stakeholder_group.code"], name=op.f("fk_needs_review_group_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_review")),
        sa.UniqueConstraint(
            "fiscal_year",
            "group_code",
            "reviewed_on",
            name=op.f("uq_needs_review_fiscal_year_group_code_reviewed_on"),
        ),
    )
    op.create_table(
        "survey_group",
        sa.Column("survey_code", sa.String(length=40), nullable=False),
        sa.Column("group_code", sa.String(length=20), nullable=False),
        sa.Column("sampled", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_code"], ["stakeholder_group.code"], name=op.f("fk_survey_group_group_code")
        ),
        sa.ForeignKeyConstraint(
            ["survey_code"], ["survey.code"], name=op.f("fk_survey_group_survey_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_group")),
        sa.UniqueConstraint(
            "survey_code", "group_code", name=op.f("uq_survey_group_survey_code_group_code")
        ),
    )


def downgrade() -> None:
    op.drop_table("survey_group")
    op.drop_table("needs_review")
    op.drop_table("stakeholder_group")
    op.drop_table("service_standard")
    op.drop_table("intake_channel")
    op.drop_table("information_channel")
    with op.batch_alter_table("improvement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_improvement_done_on"))

    op.drop_table("improvement")
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_fiscal_year"))

    op.drop_table("survey")
    op.drop_table("stated_figure")
    with op.batch_alter_table("participation_work", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participation_work_fiscal_year"))

    op.drop_table("participation_work")
    with op.batch_alter_table("network_work", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_work_fiscal_year"))

    op.drop_table("network_work")
    op.drop_table("mission")
    with op.batch_alter_table("listening_channel", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listening_channel_fiscal_year"))

    op.drop_table("listening_channel")
    op.drop_table("form23_state")
    op.drop_table("form23_edition")
    with op.batch_alter_table("contact_channel", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_channel_fiscal_year"))

    op.drop_table("contact_channel")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_held_on"))

    op.drop_table("activity")
    op.drop_index("ix_event_subject_id", table_name="event")
