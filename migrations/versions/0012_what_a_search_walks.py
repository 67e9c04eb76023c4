"""Indexes by which a search walks the cases of a unit, of an owner, and the restricted ones."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, column in (("ix_case_unit", "unit_code"), ("ix_case_owner", "owner_id")):
        op.create_index(name, "case", [column, "id"], postgresql_include=["restricted"])
    restricted = sa.text("restricted IS true")
    op.create_index(
        "ix_case_restricted", "case", ["id"],
        sqlite_where=restricted, postgresql_where=restricted,
    )  # fmt: skip


def downgrade() -> None:
    for name in ("ix_case_restricted", "ix_case_owner", "ix_case_unit"):
        op.drop_index(name, "case")
