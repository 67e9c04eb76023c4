"""THE CHANNELS TABLE: every way in, with what it means for a case."""

from dataclasses import dataclass

from workflows.words import Words


@dataclass(frozen=True)
class Channel:
    """``public``: people come in by themselves. ``desk``: staff may register a case with it."""

    label: Words
    public: bool = False
    desk: bool = False
    referral: bool = False
    restricted: bool = False
    listening: str | None = None  # the listening channel of CS2 it rolls up to


# fmt: off
CHANNELS: dict[str, Channel] = {
    "web":      Channel(Words("แบบฟอร์มบนเว็บไซต์", "Web form"), public=True, listening="CH-INT"),
    "email":    Channel(Words("อีเมล", "E-mail"), public=True, listening="CH-INT"),
    "api":      Channel(Words("ระบบเชื่อมต่อข้อมูล (API)", "API"), public=True, listening="CH-INT"),
    "gcc1111":  Channel(Words("ศูนย์บริการประชาชน 1111", "Centre 1111"), desk=True, referral=True),
    "phone":    Channel(Words("โทรศัพท์", "Telephone"), desk=True),
    "letter":   Channel(Words("ไปรษณีย์/หนังสือ", "Letter"), desk=True),
    "walkin":   Channel(Words("ติดต่อด้วยตนเอง", "In person"), desk=True),
    "seminar":  Channel(Words("การประชุม/สัมมนา", "Seminar"), desk=True, listening="CH-MTG"),
    "survey":   Channel(Words("ข้อเสนอแนะในแบบสำรวจ", "Survey"), desk=True, listening="CH-SVY"),
    "antigraft": Channel(Words("ช่องทางแจ้งการทุจริต", "Integrity door"), restricted=True),
}
# fmt: on
CHANNEL_LABELS: dict[str, Words] = {code: channel.label for code, channel in CHANNELS.items()}
