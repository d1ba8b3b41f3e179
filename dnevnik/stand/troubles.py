"""What may go wrong on the way back to the portal, rehearsed on purpose."""

from enum import StrEnum


class Trouble(StrEnum):
    """One persona's trouble; the value stands in cast.json."""

    UNAVAILABLE = "unavailable"
    WRONG_ANSWER = "wrong_answer"
    OTHER_BROWSER = "other_browser"
    SLOW = "slow"
    TWICE = "twice"

    @property
    def sentence(self) -> str:
        """What the card and the rights screen say of it beforehand."""
        return SENTENCES[self]

    @property
    def is_detour(self) -> bool:
        """Whether a page of the stand stands between «Предоставить» and the portal."""
        return self in DETOURS


DETOURS = frozenset({Trouble.OTHER_BROWSER, Trouble.SLOW, Trouble.TWICE})
SENTENCES = {
    Trouble.UNAVAILABLE: "После кнопки «Предоставить» стенд не ответит дневнику, как при сбое Госуслуг.",
    Trouble.WRONG_ANSWER: "После кнопки «Предоставить» стенд пришлёт дневнику ответ от чужого входа.",
    Trouble.OTHER_BROWSER: "После кнопки «Предоставить» стенд даст адрес, чтобы открыть его в другом браузере.",
    Trouble.SLOW: "После кнопки «Предоставить» стенд попросит подождать, будто код из СМС задерживается.",
    Trouble.TWICE: "После кнопки «Предоставить» стенд даст одну и ту же ссылку два раза.",
}
