"""Events are sealed by a chain of digests."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "event_seal",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("event_id", _KEY, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_event_seal_event_id"),
        sa.PrimaryKeyConstraint("id", name="pk_event_seal"),
        sa.UniqueConstraint("event_id", name="uq_event_seal_event_id"),
    )


def downgrade() -> None:
    op.drop_table("event_seal")
