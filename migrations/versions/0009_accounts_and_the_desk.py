"""Second factors, and what people keep on the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "authenticator",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column(
            "last_step", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("credential", sa.String(length=1400), nullable=True),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column(
            "sign_count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_authenticator_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authenticator")),
        sa.UniqueConstraint("credential", name=op.f("uq_authenticator_credential")),
    )
    with op.batch_alter_table("authenticator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_authenticator_person_id"), ["person_id"], unique=False)

    op.create_table(
        "import_preview",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_import_preview_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_preview")),
        sa.UniqueConstraint("key", name=op.f("uq_import_preview_key")),
    )
    with op.batch_alter_table("import_preview", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_preview_made_at"), ["made_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_import_preview_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "recovery_code",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_recovery_code_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("hash", name=op.f("uq_recovery_code_hash")),
    )
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_code_person_id"), ["person_id"], unique=False)

    op.create_table(
        "report_order",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("report", sa.String(length=20), nullable=False),
        sa.Column("every", sa.String(length=10), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_report_order_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_order")),
        sa.UniqueConstraint(
            "person_id", "report", "every", name=op.f("uq_report_order_person_id_report_every")
        ),
    )
    with op.batch_alter_table("report_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_order_next_on"), ["next_on"], unique=False)

    op.create_table(
        "saved_view",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("unit_code", sa.String(length=20), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_saved_view_person_id")),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_saved_view_unit_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_saved_view_person_id_name")),
    )
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_view_unit_code"), ["unit_code"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_draft_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint(
            "case_id", "person_id", "form", name=op.f("uq_draft_case_id_person_id_form")
        ),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_person_id"), ["person_id"], unique=False)

    op.create_table(
        "presence",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_presence_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_presence_person_id")),
        sa.PrimaryKeyConstraint("case_id", "person_id", name=op.f("pk_presence")),
    )
    with op.batch_alter_table("presence", schema=None) as batch_op:
        batch_op.create_index("ix_presence_seen_at", ["seen_at"], unique=False)

    with op.batch_alter_table("form23_submission", schema=None) as batch_op:
        batch_op.add_column(sa.Column("behind", sa.JSON(), nullable=False, server_default="{}"))

    with op.batch_alter_table("evidence", schema=None) as batch_op:
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
        batch_op.create_index(
            "ix_evidence_unscanned",
            ["next_scan_at", "id"],
            unique=False,
            postgresql_where=sa.text("scan = 'pending'"),
            sqlite_where=sa.text("scan = 'pending'"),
        )

    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("second_factor_roles", sa.JSON(), nullable=False, server_default="[]")
        )


def downgrade() -> None:
    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.drop_column("second_factor_roles")

    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index("ix_evidence_unscanned")
        for name in ("finding", "next_scan_at", "scan_tries", "scan"):
            batch_op.drop_column(name)

    with op.batch_alter_table("form23_submission", schema=None) as batch_op:
        batch_op.drop_column("behind")

    with op.batch_alter_table("presence", schema=None) as batch_op:
        batch_op.drop_index("ix_presence_seen_at")

    op.drop_table("presence")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_person_id"))

    op.drop_table("draft")
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_view_unit_code"))

    op.drop_table("saved_view")
    with op.batch_alter_table("report_order", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_order_next_on"))

    op.drop_table("report_order")
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_code_person_id"))

    op.drop_table("recovery_code")
    with op.batch_alter_table("import_preview", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_preview_person_id"))
        batch_op.drop_index(batch_op.f("ix_import_preview_made_at"))

    op.drop_table("import_preview")
    with op.batch_alter_table("authenticator", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_authenticator_person_id"))

    op.drop_table("authenticator")
