"""Units that are retired, and the office's own order of units and topics."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ADDED = (
    ("unit", "retired", sa.Boolean(), sa.false()),
    ("unit", "position", sa.Integer(), "0"),
    ("topic", "position", sa.Integer(), "0"),
)


def upgrade() -> None:
    for table, name, kind, value in ADDED:
        op.add_column(table, sa.Column(name, kind, nullable=False, server_default=value))
    for table, name, _, _ in ADDED:
        with op.batch_alter_table(table) as batch:
            batch.alter_column(name, server_default=None)


def downgrade() -> None:
    for table, name, _, _ in reversed(ADDED):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(name)
