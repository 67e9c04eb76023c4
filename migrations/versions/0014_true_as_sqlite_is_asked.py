"""On SQLite, indexes of what is true are named as our questions name it: ``IS 1``."""

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
    _make_anew("IS 1")


def downgrade() -> None:
    _make_anew("IS true")


def _make_anew(truth: str) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name, (columns, what) in INDEXES.items():
        table = name.split("_")[1]
        op.drop_index(name, table)
        op.create_index(name, table, columns, sqlite_where=sa.text(f"{what} {truth}"))
