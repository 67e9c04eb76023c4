"""Indexes as they are asked: the truth is ``IS 1`` on SQLite, and by an owner stands the unit."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_case_queue_restricted": (["next_due_on", "id"], "state <> 'resolved' AND restricted"),
    "ix_case_done_restricted": (["id"], "state = 'resolved' AND restricted"),
    "ix_case_restricted": (["id"], "restricted"),
    "ix_case_anonymous_official_on": (["official_on"], "anonymous"),
    "ix_attachment_damaged": (["id"], "damaged"),
}


def upgrade() -> None:
    _make_anew("IS 1", ["restricted", "unit_code"])


def downgrade() -> None:
    _make_anew("IS true", ["restricted"])


def _make_anew(truth: str, beside_owner: list[str]) -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.drop_index("ix_case_owner", "case")
        op.create_index(
            "ix_case_owner", "case", ["owner_id", "id"], postgresql_include=beside_owner
        )
        return
    for name, (columns, what) in INDEXES.items():
        table = name.split("_")[1]
        op.drop_index(name, table)
        op.create_index(name, table, columns, sqlite_where=sa.text(f"{what} {truth}"))
