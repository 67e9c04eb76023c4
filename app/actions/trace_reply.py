"""Which letter of ours a mail answers: by a key that is proved, or by one that only looks so."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.intake.email import Mail
from app.mail.addressing import BOUNCE, LETTER, REPLY, STAFF, ReplyKey, Signer, signer
from app.models import Letter
from app.queries import senders


@dataclass(frozen=True)
class Trace:
    """``letter`` is proved; ``claimed`` are letters that are named without proof.

    ``forged``: something in the mail has the form of a key and is none.
    """

    letter: Letter | None = None
    by_bounce: bool = False  # to the address that only mail servers know
    claimed: tuple[Letter, ...] = ()
    forged: bool = False
    ids: tuple[str, ...] = field(default=(), repr=False)


def about(letter: Letter) -> str:
    """What a letter's Message-ID is bound to beside its recipient."""
    return str(letter.case_id or "")


def purpose(letter: Letter) -> str:
    """Letters to colleagues have keys that open nothing for a correspondent."""
    return STAFF if letter.to_staff else LETTER


def trace(mail: Mail, envelope_to: Sequence[str]) -> Trace:
    """What ties ``mail`` to a letter of ours; the address it came to counts first."""
    sign = signer()
    keys = [key for to in (*envelope_to, *mail.to) if (key := sign.read(to))]
    returned = mail.bounce.ids if mail.bounce else ()
    ids = tuple(dict.fromkeys((mail.in_reply_to, *mail.references[::-1], *returned)))
    ids = tuple(one for one in ids if one)
    letters = senders.letters_by(ids, [key.letter_id for key in keys])
    by_key = {letter.id: letter for letter in letters}
    by_id = {letter.message_id: letter for letter in letters}
    proved = [(k, by_key[k.letter_id]) for k in keys if _fits(sign, k, by_key)]
    own = [one for one in ids if one in by_id and _is_own(sign, one, by_id[one])]
    forged = any(not _fits(sign, k, by_key) for k in keys)
    return Trace(
        letter=proved[0][1] if proved else by_id[own[0]] if own else None,
        by_bounce=any(key.purpose == BOUNCE for key, _ in proved),
        claimed=tuple(letters),
        forged=forged or any(sign.looks_ours(one) and one not in own for one in ids),
        ids=ids,
    )


def _fits(sign: Signer, key: ReplyKey, known: dict[int, Letter]) -> bool:
    letter = known.get(key.letter_id)
    return (
        letter is not None
        and key.purpose in (REPLY, BOUNCE)
        and sign.fits(key, letter.recipient)
    )  # fmt: skip


def _is_own(sign: Signer, message_id: str, letter: Letter) -> bool:
    return sign.proves(message_id, purpose(letter), about(letter), letter.recipient)
