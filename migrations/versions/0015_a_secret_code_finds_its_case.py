"""A secret code that somebody tells us in a new case is looked for among all of them."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_case_secret_hash", "case", ["secret_hash"])


def downgrade() -> None:
    op.drop_index("ix_case_secret_hash", "case")
