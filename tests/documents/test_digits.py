"""Thai digits on paper: numbers change, codes and addresses stay what they are."""

import pytest

from app.documents.digits import in_thai_digits


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("รวม 10 ครั้ง", "รวม ๑๐ ครั้ง"),
        ("1. สำนักงานฯ ใน 3 พันธกิจ", "๑. สำนักงานฯ ใน ๓ พันธกิจ"),
        ("3.Flow Chart\n4.สำรวจ", "๓.Flow Chart\n๔.สำรวจ"),
        ("CS 1 ส่วนราชการ และ CS3.1", "CS 1 ส่วนราชการ และ CS3.1"),
        ("PMQA 4.0 ปี 2569", "PMQA 4.0 ปี ๒๕๖๙"),
        ("https://oie.example/t/9?a=1 ข้อ 2", "https://oie.example/t/9?a=1 ข้อ ๒"),
        ("75info@oie.example, 02-000-0100", "75info@oie.example, ๐๒-๐๐๐-๐๑๐๐"),
        ("OIE-2570-0001 แบบ รง.8", "OIE-2570-0001 แบบ รง.๘"),
        ("1,090.50 และ ๗", "๑,๐๙๐.๕๐ และ ๗"),
    ],
)
def test_numbers_are_thai_and_codes_are_not(written: str, printed: str) -> None:
    assert in_thai_digits(written) == printed
