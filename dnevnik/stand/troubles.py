"""What may go wrong at a provider or on the way back from it, rehearsed on purpose.

A trouble is written for one persona in cast.json, or switched on for one persona or for everybody on the page
«Неисправности».
"""

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """One thing that goes wrong; the value stands in cast.json and in the stand's notebook."""

    # with the answer that the browser carries
    REFUSES = "refuses"
    BUSY = "busy"
    OTHER_STATE = "other_state"
    OTHER_BROWSER = "other_browser"
    SLOW = "slow"
    TWICE = "twice"
    # with the account
    UNCONFIRMED = "unconfirmed"
    WITHHOLDS = "withholds"
    # with the token endpoint
    UNAVAILABLE = "unavailable"
    HTML_500 = "html_500"
    CODE_USED = "code_used"
    REDIRECT = "redirect"
    SLOW_ANSWER = "slow_answer"
    DRIP = "drip"
    HUGE = "huge"
    JUNK = "junk"
    # with the tokens
    WRONG_ANSWER = "wrong_answer"
    WRONG_SIGNATURE = "wrong_signature"
    UNSIGNED = "unsigned"
    WRONG_ISSUER = "wrong_issuer"
    WRONG_AUDIENCE = "wrong_audience"
    EXPIRED = "expired"
    FROM_THE_FUTURE = "from_the_future"
    WITHOUT_IDENTITY = "without_identity"
    # with the person's data
    OTHER_SUBJECT = "other_subject"
    DATA_DOWN = "data_down"
    # with the keys, always for everybody
    KEYS_ROTATED = "keys_rotated"
    KEYS_DOWN = "keys_down"

    @property
    def sentence(self) -> str:
        """What the card and the rights screen say of it beforehand."""
        return SENTENCES[self]

    @property
    def is_detour(self) -> bool:
        """Whether a page of the stand stands between «Предоставить» and the portal."""
        return self in DETOURS


DETOURS = frozenset({Trouble.OTHER_BROWSER, Trouble.SLOW, Trouble.TWICE})
OF_KEYS = frozenset({Trouble.KEYS_ROTATED, Trouble.KEYS_DOWN})
OF_PERSONS = frozenset(Trouble) - OF_KEYS
SENTENCES = {
    Trouble.REFUSES: "Кнопка «Предоставить» сработает как «Отказать».",
    Trouble.BUSY: "После кнопки «Предоставить» стенд ответит дневнику, что Госуслуги временно недоступны.",
    Trouble.OTHER_STATE: "После кнопки «Предоставить» стенд вернёт дневнику чужой параметр state.",
    Trouble.OTHER_BROWSER: "После кнопки «Предоставить» стенд даст адрес, чтобы открыть его в другом браузере.",
    Trouble.SLOW: "После кнопки «Предоставить» стенд попросит подождать, будто код из СМС задерживается.",
    Trouble.TWICE: "После кнопки «Предоставить» стенд даст одну и ту же ссылку два раза.",
    Trouble.UNCONFIRMED: "Стенд скажет дневнику, что учётная запись не подтверждена.",
    Trouble.WITHHOLDS: "Стенд не передаст дневнику ничего, кроме самого входа.",
    Trouble.UNAVAILABLE: "После кнопки «Предоставить» стенд не ответит дневнику, как при сбое Госуслуг.",
    Trouble.HTML_500: "Вместо токена стенд пришлёт дневнику страницу «Ошибка 500».",
    Trouble.CODE_USED: "Стенд ответит дневнику, что код входа уже использован.",
    Trouble.REDIRECT: "Вместо токена стенд перенаправит сервер дневника на другой адрес.",
    Trouble.SLOW_ANSWER: "Стенд ответит серверу дневника не сразу, а через столько секунд, сколько задано ниже.",
    Trouble.DRIP: "Стенд отдаст токен по капле: по одному знаку в секунду.",
    Trouble.HUGE: "Вместо токена стенд пришлёт дневнику 64 мегабайта.",
    Trouble.JUNK: "Вместо токена стенд пришлёт дневнику текст, который не разобрать.",
    Trouble.WRONG_ANSWER: "После кнопки «Предоставить» стенд пришлёт дневнику ответ от чужого входа.",
    Trouble.WRONG_SIGNATURE: "Токен будет подписан чужим ключом.",
    Trouble.UNSIGNED: "Токен придёт без подписи.",
    Trouble.WRONG_ISSUER: "В токене будет назван другой поставщик.",
    Trouble.WRONG_AUDIENCE: "Токен будет выдан другой системе.",
    Trouble.EXPIRED: "Срок токена закончится час назад.",
    Trouble.FROM_THE_FUTURE: "Токен будет выдан на час вперёд, как при сбитых часах.",
    Trouble.WITHOUT_IDENTITY: "Среди токенов не окажется токена личности.",
    Trouble.OTHER_SUBJECT: "Токен назовёт одного человека, а данные придут другого.",
    Trouble.DATA_DOWN: "Токен придёт, а данные человека стенд не отдаст.",
    Trouble.KEYS_ROTATED: "Стенд подписывает другим ключом и публикует только его.",
    Trouble.KEYS_DOWN: "Стенд не отдаёт открытый ключ.",
}


@dataclass(frozen=True)
class Shelf:
    """Troubles of one place, under their heading on the page of switches."""

    heading: str
    troubles: tuple[Trouble, ...]


_EVERY = tuple(Trouble)


def _between(first: Trouble, last: Trouble) -> tuple[Trouble, ...]:
    return _EVERY[_EVERY.index(first) : _EVERY.index(last) + 1]


SHELVES = (
    Shelf("Возвращение в дневник", _between(Trouble.REFUSES, Trouble.TWICE)),
    Shelf("Учётная запись", _between(Trouble.UNCONFIRMED, Trouble.WITHHOLDS)),
    Shelf("Обмен кода на токен", _between(Trouble.UNAVAILABLE, Trouble.JUNK)),
    Shelf("Токен", _between(Trouble.WRONG_ANSWER, Trouble.WITHOUT_IDENTITY)),
    Shelf("Данные человека", _between(Trouble.OTHER_SUBJECT, Trouble.DATA_DOWN)),
    Shelf("Ключи", _between(Trouble.KEYS_ROTATED, Trouble.KEYS_DOWN)),
)
