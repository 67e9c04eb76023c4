"""In which relation a representative stands to the correspondent."""

from workflows.words import Words

RELATIONS: dict[str, Words] = {
    "relative": Words("ญาติหรือคนในครอบครัว", "Relative"),
    "lawyer": Words("ทนายความ", "Lawyer"),
    "organisation": Words("องค์กรหรือหน่วยงาน", "Organisation"),
    "other": Words("อื่น ๆ", "Other"),
}
