"""Rollups of settled cases, and an index on the open ones that are counted live."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_OPEN = sa.text("state <> 'resolved'")


def upgrade() -> None:
    op.create_table(
        "rollup",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("official_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("topic_code", sa.String(length=20), nullable=True),
        sa.Column("unit_code", sa.String(length=20), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("resolved", sa.Integer(), nullable=False),
        sa.Column("acknowledge_due", sa.Integer(), nullable=False),
        sa.Column("acknowledge_met", sa.Integer(), nullable=False),
        sa.Column("first_answer_due", sa.Integer(), nullable=False),
        sa.Column("first_answer_met", sa.Integer(), nullable=False),
        sa.Column("resolve_due", sa.Integer(), nullable=False),
        sa.Column("resolve_met", sa.Integer(), nullable=False),
        sa.Column("working_days", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rollup")),
    )
    op.create_index(op.f("ix_rollup_official_on"), "rollup", ["official_on"])
    op.create_table(
        "rollup_stale",
        sa.Column("official_on", sa.Date(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("official_on", name=op.f("pk_rollup_stale")),
    )
    op.create_index(
        "ix_case_open_official_on",
        "case",
        ["official_on"],
        postgresql_where=_OPEN,
        sqlite_where=_OPEN,
    )
    # Cases resolved before there were rollups are counted live until their days are rolled up.
    op.execute("""
        INSERT INTO rollup_stale (official_on, marked_at)
        SELECT official_on, MAX(updated_at) FROM "case" WHERE state = 'resolved'
        GROUP BY official_on
    """)


def downgrade() -> None:
    op.drop_index("ix_case_open_official_on", table_name="case")
    op.drop_table("rollup_stale")
    op.drop_index(op.f("ix_rollup_official_on"), table_name="rollup")
    op.drop_table("rollup")
