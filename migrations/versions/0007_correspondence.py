"""Mail both ways, files that are checked, letters of the office's own words, sealed texts."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_RANDOM_TEXT = {
    False: "lower(hex(randomblob(32)))",
    True: "replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')",
}


def upgrade() -> None:
    op.create_table(
        "mailbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "uidvalidity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("last_uid", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("polled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("passed_over", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox")),
        sa.UniqueConstraint("name", name=op.f("uq_mailbox_name")),
    )
    op.create_table(
        "letter_template",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_letter_template_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_template")),
        sa.UniqueConstraint(
            "name",
            "kind",
            "language",
            "version",
            name=op.f("uq_letter_template_name_kind_language_version"),
        ),
    )
    op.create_table(
        "ready_answer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("topic_code", sa.String(length=20), nullable=True),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_code", sa.String(length=20), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_ready_answer_owner_id")),
        sa.ForeignKeyConstraint(
            ["topic_code"], ["topic.code"], name=op.f("fk_ready_answer_topic_code")
        ),
        sa.ForeignKeyConstraint(
            ["unit_code"], ["unit.code"], name=op.f("fk_ready_answer_unit_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ready_answer")),
    )
    with op.batch_alter_table("ready_answer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_ready_answer_scope", ["scope", "unit_code", "owner_id"], unique=False
        )

    op.create_table(
        "dead_address",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("letter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_dead_address_letter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dead_address")),
        sa.UniqueConstraint("address", name=op.f("uq_dead_address_address")),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "letter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_question_case_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_question_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_question_letter_id"), ["letter_id"], unique=False)

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("ix_event_actor_id_id", ["actor_id", "id"], unique=False)

    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("token", sa.String(length=64), nullable=True))
        batch_op.add_column(
            sa.Column("scan", sa.String(length=10), nullable=False, server_default="unscanned")
        )
        batch_op.add_column(
            sa.Column("scan_tries", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("next_scan_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("finding", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("cleaning", sa.String(length=10), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("clean_key", sa.String(length=100), nullable=True))
        batch_op.add_column(
            sa.Column(
                "clean_size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(
            sa.Column("clean_sha256", sa.String(length=64), nullable=False, server_default="")
        )
        for name in ("danger", "unclean"):
            batch_op.add_column(
                sa.Column(name, sa.String(length=20), nullable=False, server_default="")
            )
        batch_op.add_column(
            sa.Column("damaged", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.alter_column(
            "name", existing_type=sa.VARCHAR(length=255), type_=sa.Text(), existing_nullable=False
        )
        batch_op.create_index(
            "ix_attachment_damaged",
            ["id"],
            unique=False,
            postgresql_where=sa.text("damaged IS true"),
            sqlite_where=sa.text("damaged IS true"),
        )
        batch_op.create_index(
            "ix_attachment_uncleaned",
            ["id"],
            unique=False,
            postgresql_where=sa.text("cleaning = 'pending'"),
            sqlite_where=sa.text("cleaning = 'pending'"),
        )
        batch_op.create_index(
            "ix_attachment_unscanned",
            ["next_scan_at", "id"],
            unique=False,
            postgresql_where=sa.text("scan = 'pending'"),
            sqlite_where=sa.text("scan = 'pending'"),
        )
        batch_op.create_unique_constraint(batch_op.f("uq_attachment_clean_key"), ["clean_key"])
        batch_op.create_unique_constraint(batch_op.f("uq_attachment_token"), ["token"])
    postgresql = op.get_context().dialect.name == "postgresql"
    op.execute(f"UPDATE attachment SET token = {_RANDOM_TEXT[postgresql]}")  # nosec B608 - no data in it
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.alter_column("token", existing_type=sa.String(length=64), nullable=False)

    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_case_correspondent_id"), ["correspondent_id"], unique=False
        )
        batch_op.add_column(
            sa.Column("identity_hidden", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("returned_on", sa.Date(), nullable=True))
        batch_op.create_index(
            "ix_case_anonymous_official_on",
            ["official_on"],
            unique=False,
            postgresql_where=sa.text("anonymous IS true"),
            sqlite_where=sa.text("anonymous IS true"),
        )
        batch_op.alter_column(
            "place",
            existing_type=sa.VARCHAR(length=200),
            type_=sa.Text(),
            existing_nullable=False,
            existing_server_default=sa.text("('')"),
        )
        batch_op.alter_column(
            "subject",
            existing_type=sa.VARCHAR(length=300),
            type_=sa.Text(),
            existing_nullable=False,
        )

    with op.batch_alter_table("correspondent", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("restricted", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.alter_column(
            "name", existing_type=sa.VARCHAR(length=200), type_=sa.Text(), existing_nullable=False
        )
        batch_op.alter_column(
            "email", existing_type=sa.VARCHAR(length=254), type_=sa.Text(), existing_nullable=False
        )
        batch_op.alter_column(
            "phone", existing_type=sa.VARCHAR(length=100), type_=sa.Text(), existing_nullable=False
        )
        batch_op.create_index(batch_op.f("ix_correspondent_email"), ["email"], unique=False)

    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("in_reply_to", sa.String(length=400), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("bounce", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column(
                "signer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("number", sa.String(length=100), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("proposal", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.alter_column(
            "recipient",
            existing_type=sa.VARCHAR(length=254),
            type_=sa.Text(),
            existing_nullable=False,
        )
        batch_op.alter_column(
            "subject",
            existing_type=sa.VARCHAR(length=500),
            type_=sa.Text(),
            existing_nullable=False,
        )
        batch_op.create_index(
            "ix_letter_draft",
            ["signer_id", "id"],
            unique=False,
            postgresql_where=sa.text("status = 'draft'"),
            sqlite_where=sa.text("status = 'draft'"),
        )
        batch_op.create_index("ix_letter_recipient_sent_at", ["recipient", "sent_at"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_letter_signer_id"), "person", ["signer_id"], ["id"]
        )

    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("signed_answers", sa.Boolean(), nullable=False, server_default=sa.false())
        )

    with op.batch_alter_table("raw_mail", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("door", sa.String(length=10), nullable=False, server_default="pipe")
        )
        batch_op.add_column(
            sa.Column("envelope_from", sa.Text(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("envelope_to", sa.JSON(), nullable=False, server_default="[]")
        )
        batch_op.add_column(
            sa.Column("restricted", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("repaired_key", sa.String(length=100), nullable=True))
        batch_op.add_column(sa.Column("repaired_size", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("repaired_sha256", sa.String(length=64), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("sender", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("subject", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("header_id", sa.String(length=400), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("html", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("guesses", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(
            sa.Column(
                "message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(
            sa.Column(
                "letter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_index(batch_op.f("ix_raw_mail_header_id"), ["header_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_raw_mail_message_id"), "message", ["message_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_raw_mail_letter_id"), "letter", ["letter_id"], ["id"]
        )

    with op.batch_alter_table("representative", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_representative_email"), ["email"], unique=False)
        batch_op.alter_column(
            "name", existing_type=sa.VARCHAR(length=200), type_=sa.Text(), existing_nullable=False
        )
        batch_op.alter_column(
            "email", existing_type=sa.VARCHAR(length=254), type_=sa.Text(), existing_nullable=False
        )
        batch_op.alter_column(
            "phone", existing_type=sa.VARCHAR(length=100), type_=sa.Text(), existing_nullable=False
        )

    with op.batch_alter_table("wall", schema=None) as batch_op:
        batch_op.alter_column(
            "outside_body",
            existing_type=sa.VARCHAR(length=200),
            type_=sa.Text(),
            existing_nullable=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_actor_id_id")

    with op.batch_alter_table("wall", schema=None) as batch_op:
        batch_op.alter_column(
            "outside_body",
            existing_type=sa.Text(),
            type_=sa.VARCHAR(length=200),
            existing_nullable=False,
        )

    with op.batch_alter_table("representative", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_representative_email"))
        batch_op.alter_column(
            "phone", existing_type=sa.Text(), type_=sa.VARCHAR(length=100), existing_nullable=False
        )
        batch_op.alter_column(
            "email", existing_type=sa.Text(), type_=sa.VARCHAR(length=254), existing_nullable=False
        )
        batch_op.alter_column(
            "name", existing_type=sa.Text(), type_=sa.VARCHAR(length=200), existing_nullable=False
        )

    with op.batch_alter_table("raw_mail", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_raw_mail_letter_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_raw_mail_message_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_raw_mail_header_id"))
        batch_op.drop_column("letter_id")
        batch_op.drop_column("message_id")
        batch_op.drop_column("guesses")
        batch_op.drop_column("html")
        batch_op.drop_column("header_id")
        batch_op.drop_column("subject")
        batch_op.drop_column("sender")
        batch_op.drop_column("claimed_until")
        batch_op.drop_column("repaired_sha256")
        batch_op.drop_column("repaired_size")
        batch_op.drop_column("repaired_key")
        batch_op.drop_column("restricted")
        batch_op.drop_column("envelope_to")
        batch_op.drop_column("envelope_from")
        batch_op.drop_column("door")

    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.drop_column("signed_answers")

    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_letter_signer_id"), type_="foreignkey")
        batch_op.drop_index("ix_letter_recipient_sent_at")
        batch_op.drop_index(
            "ix_letter_draft",
            postgresql_where=sa.text("status = 'draft'"),
            sqlite_where=sa.text("status = 'draft'"),
        )
        batch_op.alter_column(
            "subject",
            existing_type=sa.Text(),
            type_=sa.VARCHAR(length=500),
            existing_nullable=False,
        )
        batch_op.alter_column(
            "recipient",
            existing_type=sa.Text(),
            type_=sa.VARCHAR(length=254),
            existing_nullable=False,
        )
        batch_op.drop_column("proposal")
        batch_op.drop_column("number")
        batch_op.drop_column("signed_at")
        batch_op.drop_column("signer_id")
        batch_op.drop_column("bounce")
        batch_op.drop_column("bounced_at")
        batch_op.drop_column("in_reply_to")

    with op.batch_alter_table("correspondent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_correspondent_email"))
        batch_op.alter_column(
            "phone", existing_type=sa.Text(), type_=sa.VARCHAR(length=100), existing_nullable=False
        )
        batch_op.alter_column(
            "email", existing_type=sa.Text(), type_=sa.VARCHAR(length=254), existing_nullable=False
        )
        batch_op.alter_column(
            "name", existing_type=sa.Text(), type_=sa.VARCHAR(length=200), existing_nullable=False
        )
        batch_op.drop_column("restricted")

    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_correspondent_id"))
        batch_op.drop_index(
            "ix_case_anonymous_official_on",
            postgresql_where=sa.text("anonymous IS true"),
            sqlite_where=sa.text("anonymous IS true"),
        )
        batch_op.alter_column(
            "subject",
            existing_type=sa.Text(),
            type_=sa.VARCHAR(length=300),
            existing_nullable=False,
        )
        batch_op.alter_column(
            "place",
            existing_type=sa.Text(),
            type_=sa.VARCHAR(length=200),
            existing_nullable=False,
            existing_server_default=sa.text("('')"),
        )
        batch_op.drop_column("returned_on")
        batch_op.drop_column("identity_hidden")

    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_attachment_token"), type_="unique")
        batch_op.drop_constraint(batch_op.f("uq_attachment_clean_key"), type_="unique")
        batch_op.drop_index(
            "ix_attachment_unscanned",
            postgresql_where=sa.text("scan = 'pending'"),
            sqlite_where=sa.text("scan = 'pending'"),
        )
        batch_op.drop_index(
            "ix_attachment_damaged",
            postgresql_where=sa.text("damaged IS true"),
            sqlite_where=sa.text("damaged IS true"),
        )
        batch_op.drop_index(
            "ix_attachment_uncleaned",
            postgresql_where=sa.text("cleaning = 'pending'"),
            sqlite_where=sa.text("cleaning = 'pending'"),
        )
        batch_op.alter_column(
            "name", existing_type=sa.Text(), type_=sa.VARCHAR(length=255), existing_nullable=False
        )
        for name in ("damaged", "unclean", "danger"):
            batch_op.drop_column(name)
        batch_op.drop_column("clean_sha256")
        batch_op.drop_column("clean_size")
        batch_op.drop_column("clean_key")
        batch_op.drop_column("cleaning")
        batch_op.drop_column("finding")
        batch_op.drop_column("next_scan_at")
        batch_op.drop_column("scan_tries")
        batch_op.drop_column("scan")
        batch_op.drop_column("token")

    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_letter_id"))
        batch_op.drop_index(batch_op.f("ix_question_case_id"))

    op.drop_table("question")
    op.drop_table("dead_address")
    with op.batch_alter_table("ready_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_ready_answer_scope")

    op.drop_table("ready_answer")
    op.drop_table("letter_template")
    op.drop_table("mailbox")
