"""A phrase in both languages: the one shape in which the product keeps what people read."""

from typing import NamedTuple


class Words(NamedTuple):
    """Thai first, English second; both are always there, so no page is half translated."""

    th: str
    en: str

    def say(self, language: str) -> str:
        """The phrase in ``language``; Thai for any language we do not speak."""
        return self.en if language == "en" else self.th
