"""Evidence, surveys that are asked here, and the way of a report to its submission."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(length=10), nullable=False),
        sa.Column("claim", sa.String(length=20), nullable=False),
        sa.Column("of", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("made", sa.String(length=40), nullable=False),
        sa.Column("url", sa.String(length=1000), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=True),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("type", sa.String(length=100), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column(
            "added_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_evidence_added_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("key", name=op.f("uq_evidence_key")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_of"), ["of"], unique=False)
        batch_op.create_index(
            "ix_evidence_place", ["fiscal_year", "criterion", "claim", "id"], unique=False
        )

    op.create_table(
        "form23_comment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(length=20), nullable=False),
        sa.Column(
            "author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_form23_comment_author_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form23_comment")),
    )
    with op.batch_alter_table("form23_comment", schema=None) as batch_op:
        batch_op.create_index("ix_form23_comment_of", ["fiscal_year", "claim", "id"], unique=False)

    op.create_table(
        "form23_duty",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(length=10), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_form23_duty_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form23_duty")),
        sa.UniqueConstraint(
            "fiscal_year", "criterion", name=op.f("uq_form23_duty_fiscal_year_criterion")
        ),
    )
    with op.batch_alter_table("form23_duty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_form23_duty_due_on"), ["due_on"], unique=False)

    op.create_table(
        "form23_submission",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column(
            "submitted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["person.id"], name=op.f("fk_form23_submission_submitted_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form23_submission")),
        sa.UniqueConstraint(
            "fiscal_year", "number", name=op.f("uq_form23_submission_fiscal_year_number")
        ),
    )
    op.create_table(
        "questionnaire",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name_th", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("intro_th", sa.Text(), nullable=False),
        sa.Column("intro_en", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column(
            "made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_questionnaire_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire")),
        sa.UniqueConstraint("code", "number", name=op.f("uq_questionnaire_code_number")),
    )
    op.create_table(
        "service_achievement",
        sa.Column("standard_code", sa.String(length=20), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("within", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_service_achievement_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["standard_code"],
            ["service_standard.code"],
            name=op.f("fk_service_achievement_standard_code"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_achievement")),
        sa.UniqueConstraint(
            "standard_code", "month", name=op.f("uq_service_achievement_standard_code_month")
        ),
    )
    with op.batch_alter_table("service_achievement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_service_achievement_standard_code"), ["standard_code"], unique=False
        )

    op.create_table(
        "survey_item",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "questionnaire_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("aspect", sa.String(length=100), nullable=False),
        sa.Column("polarity", sa.Integer(), nullable=False),
        sa.Column("text_th", sa.String(length=500), nullable=False),
        sa.Column("text_en", sa.String(length=500), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("overall", sa.Boolean(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_survey_item_questionnaire_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_item")),
        sa.UniqueConstraint(
            "questionnaire_id", "position", name=op.f("uq_survey_item_questionnaire_id_position")
        ),
    )
    _rating_reasons()
    op.create_table(
        "group_member",
        sa.Column("group_code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("organisation", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=100), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_code"], ["stakeholder_group.code"], name=op.f("fk_group_member_group_code")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_group_member_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
    )
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_group_member_fiscal_year"), ["fiscal_year"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_group_member_group_code"), ["group_code"], unique=False
        )

    op.create_table(
        "survey_sample",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("survey_code", sa.String(length=40), nullable=False),
        sa.Column("group_code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=100), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_code"], ["stakeholder_group.code"], name=op.f("fk_survey_sample_group_code")
        ),
        sa.ForeignKeyConstraint(
            ["survey_code"], ["survey.code"], name=op.f("fk_survey_sample_survey_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_sample")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_survey_sample_code_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_survey_sample_token_hash")),
    )
    with op.batch_alter_table("survey_sample", schema=None) as batch_op:
        batch_op.create_index(
            "ix_survey_sample_survey_code_group_code",
            ["survey_code", "group_code", "id"],
            unique=False,
        )

    op.create_table(
        "survey_response",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("survey_code", sa.String(length=40), nullable=False),
        sa.Column("group_code", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("sample_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("source_key", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_code"], ["stakeholder_group.code"], name=op.f("fk_survey_response_group_code")
        ),
        sa.ForeignKeyConstraint(
            ["sample_id"], ["survey_sample.id"], name=op.f("fk_survey_response_sample_id")
        ),
        sa.ForeignKeyConstraint(
            ["survey_code"], ["survey.code"], name=op.f("fk_survey_response_survey_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_response")),
        sa.UniqueConstraint("source_key", name=op.f("uq_survey_response_source_key")),
    )
    with op.batch_alter_table("survey_response", schema=None) as batch_op:
        batch_op.create_index(
            "ix_survey_response_survey_code_group_code",
            ["survey_code", "group_code", "id"],
            unique=False,
        )

    op.create_table(
        "survey_answer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "response_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_survey_answer_case_id")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["survey_item.id"], name=op.f("fk_survey_answer_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["survey_response.id"], name=op.f("fk_survey_answer_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_answer")),
        sa.UniqueConstraint(
            "response_id", "item_id", name=op.f("uq_survey_answer_response_id_item_id")
        ),
    )
    with op.batch_alter_table("survey_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_answer_item_id"), ["item_id"], unique=False)

    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("kind", sa.String(length=100), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("region", sa.String(length=100), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("network", sa.String(length=300), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column(
                "owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_activity_owner_id"), "person", ["owner_id"], ["id"]
        )

    with op.batch_alter_table("contact_channel", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_contact_channel_owner_id"), "person", ["owner_id"], ["id"]
        )

    with op.batch_alter_table("form23_edition", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("name", sa.String(length=300), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("results", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("form23_state", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("status", sa.String(length=20), nullable=False, server_default="draft")
        )
        batch_op.add_column(
            sa.Column(
                "reviewed_by_id",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("cut_off", sa.Date(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_form23_state_reviewed_by_id"), "person", ["reviewed_by_id"], ["id"]
        )

    with op.batch_alter_table("improvement", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("cause", sa.String(length=100), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("finding", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("action", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("due_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("before", sa.String(length=300), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("after", sa.String(length=300), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("published", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column(
                "owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_index(batch_op.f("ix_improvement_cause"), ["cause"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_improvement_owner_id"), "person", ["owner_id"], ["id"]
        )
    op.execute("UPDATE improvement SET published = (done_on IS NOT NULL)")  # they were public

    op.create_index(
        "ix_case_root_cause",
        "case",
        ["root_cause", "official_on"],
        unique=False,
        postgresql_where=sa.text("root_cause <> ''"),
        sqlite_where=sa.text("root_cause <> ''"),
    )

    with op.batch_alter_table("information_channel", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_information_channel_owner_id"), "person", ["owner_id"], ["id"]
        )

    with op.batch_alter_table("intake_channel", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_intake_channel_owner_id"), "person", ["owner_id"], ["id"]
        )

    with op.batch_alter_table("listening_channel", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_listening_channel_owner_id"), "person", ["owner_id"], ["id"]
        )

    with op.batch_alter_table("mission", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_mission_owner_id"), "person", ["owner_id"], ["id"]
        )

    with op.batch_alter_table("needs_review", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_needs_review_owner_id"), "person", ["owner_id"], ["id"]
        )

    with op.batch_alter_table("network_work", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_network_work_owner_id"), "person", ["owner_id"], ["id"]
        )

    with op.batch_alter_table("participation_work", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_participation_work_owner_id"), "person", ["owner_id"], ["id"]
        )

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("expires_on", sa.Date(), nullable=True))

    with op.batch_alter_table("service_standard", schema=None) as batch_op:
        batch_op.add_column(sa.Column("announced_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("valid_to", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_service_standard_owner_id"), "person", ["owner_id"], ["id"]
        )

    with op.batch_alter_table("stakeholder_group", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_stakeholder_group_owner_id"), "person", ["owner_id"], ["id"]
        )

    with op.batch_alter_table("stated_figure", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_stated_figure_owner_id"), "person", ["owner_id"], ["id"]
        )

    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("name_th", sa.String(length=300), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column(
                "questionnaire_id",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("opens_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("closes_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("anonymous", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        batch_op.add_column(
            sa.Column("remind_days", sa.Integer(), nullable=False, server_default="7")
        )
        batch_op.add_column(sa.Column("previous_code", sa.String(length=40), nullable=True))
        batch_op.add_column(
            sa.Column(
                "owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_survey_questionnaire_id"), "questionnaire", ["questionnaire_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_survey_owner_id"), "person", ["owner_id"], ["id"]
        )

    with op.batch_alter_table("survey_group", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_survey_group_owner_id"), "person", ["owner_id"], ["id"]
        )


READY = (
    ("R01", "ใช้เวลานานเกินไป", "It took too long", False),
    ("R02", "คำตอบไม่ตรงเรื่องหรือไม่ครบ", "The answer missed the point or was incomplete", False),
    ("R03", "เจ้าหน้าที่ไม่สุภาพหรือไม่ใส่ใจ", "Staff were impolite or did not care", False),
    ("R04", "ไม่ได้รับแจ้งความคืบหน้า", "Nobody told me how it was going", False),
    ("R05", "ปัญหายังไม่ได้รับการแก้ไข", "The problem is still there", False),
    ("R06", "ไม่เห็นด้วยกับกฎหมายหรือนโยบาย", "I disagree with the law or the policy", True),
)


def _rating_reasons() -> None:
    """The ready reasons of the rating form, with a first set that the office may change."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    table = op.create_table(
        "rating_reason",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("topic_code", sa.String(length=20), nullable=True),
        sa.Column("name_th", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("no_action", sa.Boolean(), nullable=False),
        sa.Column("id", key, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("owner_id", key, nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_rating_reason_owner_id"),
        sa.ForeignKeyConstraint(["topic_code"], ["topic.code"], name="fk_rating_reason_topic_code"),
        sa.PrimaryKeyConstraint("id", name="pk_rating_reason"),
        sa.UniqueConstraint("code", name="uq_rating_reason_code"),
    )
    op.bulk_insert(table, [
        {"code": code, "name_th": th, "name_en": en, "no_action": no_action, "version": 1,
         "retired": False}
        for code, th, en, no_action in READY
    ])  # fmt: skip
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reasons", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("contact", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_index("ix_case_root_cause", table_name="case")
    with op.batch_alter_table("survey_group", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_survey_group_owner_id"), type_="foreignkey")
        batch_op.drop_column("owner_id")

    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_survey_owner_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_survey_questionnaire_id"), type_="foreignkey")
        batch_op.drop_column("owner_id")
        batch_op.drop_column("previous_code")
        batch_op.drop_column("remind_days")
        batch_op.drop_column("anonymous")
        batch_op.drop_column("closes_on")
        batch_op.drop_column("opens_on")
        batch_op.drop_column("questionnaire_id")
        batch_op.drop_column("name_th")

    with op.batch_alter_table("stated_figure", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_stated_figure_owner_id"), type_="foreignkey")
        batch_op.drop_column("owner_id")

    with op.batch_alter_table("stakeholder_group", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_stakeholder_group_owner_id"), type_="foreignkey")
        batch_op.drop_column("owner_id")

    with op.batch_alter_table("service_standard", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_service_standard_owner_id"), type_="foreignkey")
        batch_op.drop_column("owner_id")
        batch_op.drop_column("valid_to")
        batch_op.drop_column("valid_from")
        batch_op.drop_column("announced_on")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("expires_on")

    with op.batch_alter_table("participation_work", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_participation_work_owner_id"), type_="foreignkey")
        batch_op.drop_column("owner_id")

    with op.batch_alter_table("network_work", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_network_work_owner_id"), type_="foreignkey")
        batch_op.drop_column("owner_id")

    with op.batch_alter_table("needs_review", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_needs_review_owner_id"), type_="foreignkey")
        batch_op.drop_column("owner_id")

    with op.batch_alter_table("mission", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_mission_owner_id"), type_="foreignkey")
        batch_op.drop_column("owner_id")

    with op.batch_alter_table("listening_channel", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_listening_channel_owner_id"), type_="foreignkey")
        batch_op.drop_column("owner_id")

    with op.batch_alter_table("intake_channel", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_intake_channel_owner_id"), type_="foreignkey")
        batch_op.drop_column("owner_id")

    with op.batch_alter_table("information_channel", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_information_channel_owner_id"), type_="foreignkey")
        batch_op.drop_column("owner_id")

    with op.batch_alter_table("improvement", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_improvement_owner_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_improvement_cause"))
        batch_op.drop_column("owner_id")
        batch_op.drop_column("told_at")
        batch_op.drop_column("published")
        batch_op.drop_column("after")
        batch_op.drop_column("before")
        batch_op.drop_column("due_on")
        batch_op.drop_column("action")
        batch_op.drop_column("finding")
        batch_op.drop_column("cause")

    with op.batch_alter_table("form23_state", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_form23_state_reviewed_by_id"), type_="foreignkey")
        batch_op.drop_column("cut_off")
        batch_op.drop_column("reviewed_at")
        batch_op.drop_column("reviewed_by_id")
        batch_op.drop_column("status")

    with op.batch_alter_table("form23_edition", schema=None) as batch_op:
        batch_op.drop_column("number")
        batch_op.drop_column("results")
        batch_op.drop_column("name")

    with op.batch_alter_table("contact_channel", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_contact_channel_owner_id"), type_="foreignkey")
        batch_op.drop_column("owner_id")

    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_activity_owner_id"), type_="foreignkey")
        batch_op.drop_column("owner_id")
        batch_op.drop_column("network")
        batch_op.drop_column("region")
        batch_op.drop_column("kind")

    with op.batch_alter_table("survey_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_answer_item_id"))

    op.drop_table("survey_answer")
    with op.batch_alter_table("survey_response", schema=None) as batch_op:
        batch_op.drop_index("ix_survey_response_survey_code_group_code")

    op.drop_table("survey_response")
    with op.batch_alter_table("survey_sample", schema=None) as batch_op:
        batch_op.drop_index("ix_survey_sample_survey_code_group_code")

    op.drop_table("survey_sample")
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_member_group_code"))
        batch_op.drop_index(batch_op.f("ix_group_member_fiscal_year"))

    op.drop_table("group_member")
    op.drop_table("survey_item")
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.drop_column("contact")
        batch_op.drop_column("reasons")

    op.drop_table("rating_reason")
    with op.batch_alter_table("service_achievement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_achievement_standard_code"))

    op.drop_table("service_achievement")
    op.drop_table("questionnaire")
    op.drop_table("form23_submission")
    with op.batch_alter_table("form23_duty", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_form23_duty_due_on"))

    op.drop_table("form23_duty")
    with op.batch_alter_table("form23_comment", schema=None) as batch_op:
        batch_op.drop_index("ix_form23_comment_of")

    op.drop_table("form23_comment")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index("ix_evidence_place")
        batch_op.drop_index(batch_op.f("ix_evidence_of"))

    op.drop_table("evidence")
