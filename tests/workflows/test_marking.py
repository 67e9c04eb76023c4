"""The words found are marked where a reader sees them, whole letters and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from workflows.marking import excerpt, marked
from workflows.text import may_part, normalise

LETTERS = st.text(st.sampled_from("กขนำ้่ี์ุเแไ าํ๓3aZ\n-\u200b"), max_size=40)


def test_words_are_marked_as_written_with_blanks_and_thai_digits() -> None:
    assert marked("ล่าช้า ๓ เดือนแล้ว", ["3เดือน"]) == [
        ("ล่าช้า ", False), ("๓ เดือน", True), ("แล้ว", False),
    ]  # fmt: skip


def test_a_letter_is_marked_with_all_its_marks() -> None:
    assert marked("ที่นี่", ["น"]) == [("ที่", False), ("นี่", True)]


def test_the_stretch_around_the_first_word_is_shown() -> None:
    shown = excerpt("ก" * 500 + "วารสาร" + "ข" * 500, ["วารสาร"])
    assert ("วารสาร", True) in shown
    assert shown[0][0] == "… "
    assert shown[-1][0] == " …"
    assert sum(len(words) for words, _ in shown) < 200
    assert excerpt("ไม่มี", ["วารสาร"]) == []


@given(LETTERS, st.data())
def test_marking_loses_nothing_and_cuts_no_letter(text: str, data: st.DataObject) -> None:
    plain = normalise(text)
    start = data.draw(st.integers(0, len(plain)))
    form = plain[start : data.draw(st.integers(start, len(plain)))]
    stretches = marked(text, [form] if form else [])
    assert "".join(words for words, _ in stretches) == text
    for (one, _), (other, _) in zip(stretches, stretches[1:], strict=False):
        assert may_part(one[-1], other[0])
