"""Names of files: made normal first and checked afterwards, so that no trick survives."""

import pytest

from workflows.files import plain_name, safe_name


@pytest.mark.parametrize(("sent", "shown"), [
    ("แผนที่ หน้าอาคาร.pdf", "แผนที่ หน้าอาคาร.pdf"),
    (".htaccess", "htaccess"),
    ("\u200b.htaccess", "htaccess"),
    (".\u200bhtaccess", "htaccess"),
    ("x.php\x00.jpg", "x.php.jpg"),
    ("a.pdf.", "a.pdf"),
    ("a.pdf . .", "a.pdf"),
    ("a.pdf::$DATA", "a.pdf__$DATA"),
    ("CON", "_CON"),
    ("con.txt", "_con.txt"),
    ("....", "file"),
    ("", "file"),
    ("\u202e\u2066", "file"),
    ("รูป\u202egpj.exe", "รูปgpj.exe"),
    ("../../etc/passwd", "passwd"),
    ("C:\\ภาพ\\ไฟดับ.jpg", "ไฟดับ.jpg"),
    ("-rf.jpg", "rf.jpg"),
    ("--output=x|rm.jpg", "output=x_rm.jpg"),
    ("บรรทัด\r\nสอง.txt", "บรรทัด สอง.txt"),
    ("e\u0301.txt", "\u00e9.txt"),
])  # fmt: skip
def test_a_name_is_made_normal_first_and_checked_then(sent: str, shown: str) -> None:
    assert safe_name(sent) == shown
    assert safe_name(shown) == shown


def test_a_long_thai_name_keeps_its_suffix_and_fits_every_file_system() -> None:
    name = safe_name("เรื่องร้องเรียน" * 30 + ".pdf")
    assert name.endswith(".pdf")
    assert 200 < len(name.encode()) <= 240


@pytest.mark.parametrize(("name", "plain"), [
    ("แผนที่.pdf", "file.pdf"), ("Report 1.docx", "Report 1.docx"), ('a"b\r.png', "ab.png"),
    ("ไม่มีนามสกุล", "file"),
])  # fmt: skip
def test_an_old_browser_gets_a_name_of_plain_letters(name: str, plain: str) -> None:
    assert plain_name(name) == plain
