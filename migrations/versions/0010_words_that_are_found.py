"""Trigrams on SQLite too, numbers found without their dashes, and stored public figures."""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SEALED = "char(31) || 'sealed:%'"
THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
DIVIDERS = re.compile(r"[-–/.()_]|\s")
INDEX = """
    CREATE VIRTUAL TABLE case_words USING fts5(
        text, content='case_text', content_rowid='case_id', columnsize=0,
        tokenize='trigram case_sensitive 1'
    )
"""
# Restricted words are sealed, and never in the index: neither when they come nor when they go.
PUT = f"""
    CREATE TRIGGER case_words_{{name}} AFTER {{event}} ON case_text
    WHEN new.text NOT LIKE {SEALED}
    BEGIN INSERT INTO case_words (rowid, text) VALUES (new.case_id, new.text); END
"""  # nosec B608: of our own names
TAKE = f"""
    CREATE TRIGGER case_words_{{name}} {{event}} ON case_text
    WHEN old.text NOT LIKE {SEALED}
    BEGIN INSERT INTO case_words (case_words, rowid, text)
    VALUES ('delete', old.case_id, old.text); END
"""  # nosec B608: of our own names
FILL = f"""
    INSERT INTO case_words (rowid, text)
    SELECT case_id, text FROM case_text WHERE text NOT LIKE {SEALED}
"""  # nosec B608: of our own names
NUMBERS = sa.text("""
    SELECT "case".id, reference, registry_number, letter_number FROM "case"
    JOIN case_text ON case_text.case_id = "case".id WHERE restricted IS NOT TRUE
""")
ADD = sa.text("UPDATE case_text SET text = text || :numbers WHERE case_id = :id")


def upgrade() -> None:
    op.create_table(
        "public_figures",
        sa.Column("span", sa.String(length=10), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("span", "year", name=op.f("pk_public_figures")),
    )
    connection = op.get_bind()
    rows = [{"id": row[0], "numbers": _squeezed(row[1:])} for row in connection.execute(NUMBERS)]
    for start in range(0, len(rows), 1000):
        connection.execute(ADD, rows[start : start + 1000])
    if connection.dialect.name != "sqlite":
        return
    op.execute(INDEX)
    op.execute(FILL)
    op.execute(PUT.format(name="added", event="INSERT"))
    op.execute(TAKE.format(name="removed", event="AFTER DELETE"))
    op.execute(TAKE.format(name="changing", event="BEFORE UPDATE"))
    op.execute(PUT.format(name="changed", event="UPDATE"))


def downgrade() -> None:
    """The numbers without dashes stay in the text: nothing is found wrongly by them."""
    op.drop_table("public_figures")
    if op.get_bind().dialect.name == "sqlite":
        for name in ("added", "removed", "changing", "changed"):
            op.execute(f"DROP TRIGGER case_words_{name}")
        op.execute("DROP TABLE case_words")


def _squeezed(numbers: tuple[str, ...]) -> str:
    kept = (unicodedata.normalize("NFC", number).lower().translate(THAI) for number in numbers)
    return "".join("\n" + DIVIDERS.sub("", number) for number in kept if number)
