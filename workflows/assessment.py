"""What is assessed of a case at intake, in the words of มตช. 10002-2567 (ISO 10002)."""

from workflows.words import Words

SEVERITIES: dict[str, Words] = {
    "low": Words("เล็กน้อย", "Low"),
    "medium": Words("ปานกลาง", "Medium"),
    "high": Words("รุนแรง", "High"),
}
COMPLEXITIES: dict[str, Words] = {
    "simple": Words("ไม่ซับซ้อน", "Simple"),
    "medium": Words("ปานกลาง", "Medium"),
    "complex": Words("ซับซ้อน", "Complex"),
}
SEVERITY = Words("ความรุนแรง", "Severity")
COMPLEXITY = Words("ความซับซ้อน", "Complexity")
REMEDY = Words("สิ่งที่ผู้แจ้งขอ", "Remedy sought")
PLACE = Words("สถานที่", "Place")


def severity_label(severity: str) -> Words:
    """The words of a severity; a word of another list stands for itself."""
    return SEVERITIES.get(severity, Words(severity, severity))


def complexity_label(complexity: str) -> Words:
    """The words of a complexity; a word of another list stands for itself."""
    return COMPLEXITIES.get(complexity, Words(complexity, complexity))
