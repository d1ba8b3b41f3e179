"""The invented mothers of the bench: who number `n` is to the state, and so to her school."""

from datetime import date, timedelta

from tests.numbers import synthetic_snils

MOST = 1_000_000
SURNAMES = ("Соколова", "Кузнецова", "Попова", "Лебедева", "Козлова", "Новикова", "Морозова", "Волкова", "Зайцева")
GIVEN_NAMES = ("Анна", "Ольга", "Мария", "Елена", "Ирина", "Наталья", "Светлана", "Татьяна")
PATRONYMICS = ("Петровна", "Игоревна", "Сергеевна", "Андреевна", "Павловна", "Ивановна", "Юрьевна")
OLDEST = date(1972, 1, 1)

Names = tuple[str, str, str]


def names(n: int) -> Names:
    """Surname, given name, patronymic."""
    return SURNAMES[n % len(SURNAMES)], GIVEN_NAMES[n % len(GIVEN_NAMES)], PATRONYMICS[n % len(PATRONYMICS)]


def birth_date(n: int) -> date:
    return OLDEST + timedelta(days=n % 9000)


def subject(n: int) -> str:
    """Her number at the provider."""
    return f"1{n:09d}"


def certificate(n: int) -> str:
    """Her child's birth certificate."""
    return f"II-АБ {n:06d}"


def claims(n: int) -> dict[str, str]:
    """All that the provider tells of her: what the portal matches by, and the e-mail that the stock library wants."""
    surname, given_name, patronymic = names(n)
    return {
        "sub": subject(n),
        "family_name": surname,
        "given_name": given_name,
        "middle_name": patronymic,
        "birthdate": birth_date(n).isoformat(),
        "gender": "female",
        "snils": synthetic_snils(n),
        "assurance": "confirmed",
        "email": f"person{n}@mail.example",
    }
