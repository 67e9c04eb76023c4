"""Indexes for the manager's view: what was resolved when, and what was opened again."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_case_resolved_at", "case", ["resolved_at"])
    reopened = sa.text("what = 'reopen'")
    op.create_index(
        "ix_event_reopened", "event", ["case_id"], sqlite_where=reopened, postgresql_where=reopened
    )


def downgrade() -> None:
    op.drop_index("ix_event_reopened", "event")
    op.drop_index("ix_case_resolved_at", "case")
