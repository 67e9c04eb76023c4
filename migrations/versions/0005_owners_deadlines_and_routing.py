"""Clocks, targets, routing, escalation, and what ties a case to others."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "escalation_rule",
        sa.Column("milestone", sa.String(length=20), nullable=False),
        sa.Column("before_days", sa.Integer(), nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("milestone", name=op.f("pk_escalation_rule")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("deputy_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["deputy_id"], ["person.id"], name=op.f("fk_absence_deputy_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_absence_to_on"), ["to_on"], unique=False)

    op.create_table(
        "recount",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "asked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("after_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_recount_asked_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recount")),
    )
    op.create_table(
        "routing_rule",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("topic_code", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("time", sa.String(length=20), nullable=False),
        sa.Column("unit_code", sa.String(length=20), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_routing_rule_owner_id")),
        sa.ForeignKeyConstraint(
            ["unit_code"], ["unit.code"], name=op.f("fk_routing_rule_unit_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routing_rule")),
    )
    op.create_table(
        "case_link",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("other_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_link_case_id")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_case_link_made_by_id")
        ),
        sa.ForeignKeyConstraint(["other_id"], ["case.id"], name=op.f("fk_case_link_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_link")),
    )
    with op.batch_alter_table("case_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_link_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_link_other_id"), ["other_id"], unique=False)

    op.create_table(
        "clock_stop",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_code", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("resume_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column(
            "made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(length=20), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_clock_stop_case_id")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_clock_stop_made_by_id")
        ),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_clock_stop_unit_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_stop")),
    )
    with op.batch_alter_table("clock_stop", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clock_stop_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_clock_stop_unit_code"), ["unit_code"], unique=False)

    op.create_table(
        "extension",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "proposed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_extension_case_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_extension_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_extension_proposed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_extension_case_id"), ["case_id"], unique=False)

    op.create_table(
        "representative",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=100), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column(
            "recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_representative_case_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_representative_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representative")),
    )
    with op.batch_alter_table("representative", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_representative_case_id"), ["case_id"], unique=False)

    op.create_table(
        "unit_question",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_code", sa.String(length=20), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "asked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column(
            "answered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_unit_question_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_unit_question_asked_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_unit_question_case_id")),
        sa.ForeignKeyConstraint(
            ["unit_code"], ["unit.code"], name=op.f("fk_unit_question_unit_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_question")),
    )
    with op.batch_alter_table("unit_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_question_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "ix_unit_question_unit_code_due_on", ["unit_code", "due_on", "id"], unique=False
        )
        batch_op.create_index(
            "ix_unit_question_open",
            ["due_on", "id"],
            unique=False,
            postgresql_where=sa.text("answered_at IS NULL AND withdrawn_at IS NULL"),
            sqlite_where=sa.text("answered_at IS NULL AND withdrawn_at IS NULL"),
        )

    op.create_table(
        "wall",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unit_code", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("outside_body", sa.String(length=200), nullable=False),
        sa.Column(
            "raised_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "lifted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lift_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_wall_case_id")),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["person.id"], name=op.f("fk_wall_lifted_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_wall_person_id")),
        sa.ForeignKeyConstraint(["raised_by_id"], ["person.id"], name=op.f("fk_wall_raised_by_id")),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_wall_unit_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wall")),
    )
    with op.batch_alter_table("wall", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wall_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_wall_person_id", ["person_id", "case_id"], unique=False)
        batch_op.create_index("ix_wall_unit_code", ["unit_code", "case_id"], unique=False)

    with op.batch_alter_table("calendar_year", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column(
                "confirmed_by_id",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                nullable=True,
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_calendar_year_confirmed_by_id"), "person", ["confirmed_by_id"], ["id"]
        )

    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("complexity", sa.String(length=20), nullable=False, server_default="medium")
        )
        batch_op.add_column(sa.Column("remedy", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("place", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("routed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("public_resolve_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("extended_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("stopped_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("worked_days", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("forward_number", sa.String(length=100), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("forward_date", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "appeal_of_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(
            sa.Column(
                "praised_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("reopen_asked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_case_appeal_of_id"), ["appeal_of_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_praised_id"), ["praised_id"], unique=False)
        batch_op.create_index(
            "ix_case_queue_waiting",
            ["next_due_on", "id"],
            unique=False,
            postgresql_where=sa.text("stopped_on IS NOT NULL"),
            postgresql_include=["restricted", "state"],
            sqlite_where=sa.text("stopped_on IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_case_reopen_asked",
            ["id"],
            unique=False,
            postgresql_where=sa.text("reopen_asked_at IS NOT NULL"),
            sqlite_where=sa.text("reopen_asked_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_case_unrouted",
            ["id"],
            unique=False,
            postgresql_where=sa.text("state = 'received' AND routed_at IS NULL"),
            sqlite_where=sa.text("state = 'received' AND routed_at IS NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_case_praised_id"), "person", ["praised_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_case_appeal_of_id"), "case", ["appeal_of_id"], ["id"]
        )

    op.create_index(
        "ix_event_case_id_subject",
        "event",
        ["case_id", "subject"],
        unique=False,
        postgresql_where=sa.text("subject <> ''"),
        sqlite_where=sa.text("subject <> ''"),
    )

    with op.batch_alter_table("day_off", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("legal_ref", sa.String(length=300), nullable=False, server_default="")
        )

    with op.batch_alter_table("deadline_rule", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("topic_code", sa.String(length=20), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("severity", sa.String(length=20), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("channel", sa.String(length=20), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("from_receipt", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("legal_basis", sa.String(length=300), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("valid_to", sa.Date(), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_deadline_rule_kind_milestone"), type_="unique")
        batch_op.create_unique_constraint(
            "uq_deadline_rule_promise",
            ["kind", "milestone", "topic_code", "severity", "channel", "valid_from"],
        )

    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("reopen_days", sa.Integer(), nullable=False, server_default="30")
        )

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("capacity", sa.Integer(), nullable=False, server_default="100")
        )

    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("result", sa.String(length=20), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("their_reference", sa.String(length=100), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("their_state", sa.String(length=20), nullable=False, server_default="open")
        )
        batch_op.add_column(sa.Column("their_state_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_referral_unreported",
            ["report_due", "case_id"],
            unique=False,
            postgresql_where=sa.text("reported_at IS NULL"),
            sqlite_where=sa.text("reported_at IS NULL"),
        )

    with op.batch_alter_table("rollup", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("public_due", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("public_met", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("worked_days", sa.JSON(), nullable=False, server_default="{}")
        )

    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stop_budget", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "last_given_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )

    _fill()


def _fill() -> None:
    """What the old rows are in the new words; rollups are made anew, with what they lacked."""
    op.execute('UPDATE "case" SET public_resolve_by = resolve_by, worked_days = working_days')
    op.execute('UPDATE "case" SET routed_at = received_at')  # no rule reaches back
    op.execute(
        "INSERT INTO rollup_stale (official_on, marked_at) SELECT DISTINCT official_on,"
        " CURRENT_TIMESTAMP FROM rollup WHERE official_on NOT IN"
        " (SELECT official_on FROM rollup_stale)"
    )
    op.execute("DELETE FROM rollup")


def downgrade() -> None:
    op.drop_index("ix_event_case_id_subject", table_name="event")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_column("last_given_id")
        batch_op.drop_column("stop_budget")

    with op.batch_alter_table("rollup", schema=None) as batch_op:
        batch_op.drop_column("worked_days")
        batch_op.drop_column("public_met")
        batch_op.drop_column("public_due")

    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_index("ix_referral_unreported")
        batch_op.drop_column("their_state_at")
        batch_op.drop_column("their_state")
        batch_op.drop_column("their_reference")
        batch_op.drop_column("result")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("capacity")

    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.drop_column("reopen_days")

    with op.batch_alter_table("deadline_rule", schema=None) as batch_op:
        batch_op.drop_constraint("uq_deadline_rule_promise", type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_deadline_rule_kind_milestone"), ["kind", "milestone"]
        )
        batch_op.drop_column("valid_to")
        batch_op.drop_column("valid_from")
        batch_op.drop_column("legal_basis")
        batch_op.drop_column("from_receipt")
        batch_op.drop_column("channel")
        batch_op.drop_column("severity")
        batch_op.drop_column("topic_code")

    with op.batch_alter_table("day_off", schema=None) as batch_op:
        batch_op.drop_column("legal_ref")

    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_case_appeal_of_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_case_praised_id"), type_="foreignkey")
        batch_op.drop_index(
            "ix_case_unrouted",
            postgresql_where=sa.text("state = 'received' AND routed_at IS NULL"),
            sqlite_where=sa.text("state = 'received' AND routed_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_case_reopen_asked",
            postgresql_where=sa.text("reopen_asked_at IS NOT NULL"),
            sqlite_where=sa.text("reopen_asked_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_case_queue_waiting",
            postgresql_where=sa.text("stopped_on IS NOT NULL"),
            postgresql_include=["restricted", "state"],
            sqlite_where=sa.text("stopped_on IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_case_praised_id"))
        batch_op.drop_index(batch_op.f("ix_case_appeal_of_id"))
        batch_op.drop_column("reopen_asked_at")
        batch_op.drop_column("praised_id")
        batch_op.drop_column("appeal_of_id")
        batch_op.drop_column("forward_date")
        batch_op.drop_column("forward_number")
        batch_op.drop_column("worked_days")
        batch_op.drop_column("stopped_on")
        batch_op.drop_column("extended_until")
        batch_op.drop_column("public_resolve_by")
        batch_op.drop_column("routed_at")
        batch_op.drop_column("place")
        batch_op.drop_column("remedy")
        batch_op.drop_column("complexity")

    with op.batch_alter_table("calendar_year", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_calendar_year_confirmed_by_id"), type_="foreignkey")
        batch_op.drop_column("confirmed_by_id")
        batch_op.drop_column("confirmed_at")

    with op.batch_alter_table("wall", schema=None) as batch_op:
        batch_op.drop_index("ix_wall_unit_code")
        batch_op.drop_index("ix_wall_person_id")
        batch_op.drop_index(batch_op.f("ix_wall_case_id"))

    op.drop_table("wall")
    with op.batch_alter_table("unit_question", schema=None) as batch_op:
        batch_op.drop_index("ix_unit_question_open")
        batch_op.drop_index("ix_unit_question_unit_code_due_on")
        batch_op.drop_index(batch_op.f("ix_unit_question_case_id"))

    op.drop_table("unit_question")
    with op.batch_alter_table("representative", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_representative_case_id"))

    op.drop_table("representative")
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_extension_case_id"))

    op.drop_table("extension")
    with op.batch_alter_table("clock_stop", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clock_stop_unit_code"))
        batch_op.drop_index(batch_op.f("ix_clock_stop_case_id"))

    op.drop_table("clock_stop")
    with op.batch_alter_table("case_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_link_other_id"))
        batch_op.drop_index(batch_op.f("ix_case_link_case_id"))

    op.drop_table("case_link")
    op.drop_table("routing_rule")
    op.drop_table("recount")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_to_on"))
        batch_op.drop_index(batch_op.f("ix_absence_person_id"))

    op.drop_table("absence")
    op.drop_table("escalation_rule")
