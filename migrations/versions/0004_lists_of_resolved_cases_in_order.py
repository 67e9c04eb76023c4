"""Resolved cases stand in the lists of all cases: each way of seeing them has its own index."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_DONE = sa.text("state = 'resolved'")
_RESTRICTED = sa.text("state = 'resolved' AND restricted IS true")
_OLD = {"ix_case_done_owner": ["owner_id", "id"], "ix_case_done_unit": ["unit_code", "id"]}
_NEW = {**_OLD, "ix_case_done_all": ["id"]}


def upgrade() -> None:
    for name in _OLD:
        op.drop_index(name, "case")
    for name, columns in _NEW.items():
        op.create_index(
            name, "case", columns, postgresql_where=_DONE, sqlite_where=_DONE,
            postgresql_include=["restricted"],
        )  # fmt: skip
    op.create_index(
        "ix_case_done_restricted", "case", ["id"],
        postgresql_where=_RESTRICTED, sqlite_where=_RESTRICTED,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_case_done_restricted", "case")
    for name in _NEW:
        op.drop_index(name, "case")
    for name, columns in _OLD.items():
        op.create_index(name, "case", columns, postgresql_where=_DONE, sqlite_where=_DONE)
