"""Names for invented people, about as frequent as they are in Moscow classrooms and at parents' meetings.

The tables are ours, written from common knowledge: a weight, then the names that have it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Table:
    """Names and how often each is met."""

    names: tuple[str, ...]
    weights: tuple[int, ...]

    def pick(self, rng: Random) -> str:
        """One name, the heavier the likelier."""
        return rng.choices(self.names, self.weights)[0]


def table(lines: Mapping[int, str]) -> Table:
    """A table from its lines: the weight, then the names that have it."""
    pairs = [(name, weight) for weight, line in lines.items() for name in line.split()]
    return Table(tuple(name for name, _ in pairs), tuple(weight for _, weight in pairs))


SURNAMES = table(
    {
        24: "Иванов Смирнов",
        14: "Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров",
        9: "Морозов Волков Алексеев Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров",
        6: "Никитин Захаров Зайцев Соловьёв Борисов Яковлев Григорьев Романов Воробьёв Сергеев Фролов Александров",
        4: "Дмитриев Королёв Гусев Киселёв Ильин Максимов Поляков Сорокин Виноградов Ковалёв Белов Медведев Антонов "
        "Тарасов Жуков Баранов Филиппов Комаров Давыдов Беляев Герасимов Богданов Осипов Сидоров Матвеев Титов",
        3: "Марков Миронов Крылов Куликов Карпов Власов Мельников Денисов Гаврилов Тихонов Казаков Афанасьев Данилов "
        "Савельев Тимофеев Фомин Чернов Абрамов Мартынов Ефимов Федотов Щербаков Назаров Калинин Исаев Чернышёв",
        2: "Громов Рябов Симонов Журавлёв Ершов Лыткин Голубев Зуев Пономарёв Быков Третьяков Шестаков Молчанов "
        "Островский Вишневский Каменский Донской Толстой Шевченко Бондаренко Ткаченко Мельник Мороз Черных Седых",
        1: "Магомедов Алиев Гасанов Ахмедов Гарипов Хабибуллин Саркисян Петросян Ким Цой "
        "Белов-Соколов Орлов-Чернов Зуев-Марков",
    }
)
BOYS = table(
    {
        9: "Артём Александр Максим Михаил",
        7: "Матвей Дмитрий Иван Даниил Тимофей Кирилл Егор",
        5: "Илья Никита Алексей Лев Роман Андрей Владимир Фёдор Ярослав Марк",
        3: "Степан Константин Арсений Сергей Глеб Николай Павел Георгий Пётр",
        2: "Тимур Савелий Богдан Денис Захар Семён Давид Платон Григорий",
        1: "Али Муслим Рустам Елисей Святослав",
    }
)
GIRLS = table(
    {
        9: "София Мария Анна",
        7: "Алиса Виктория Полина Дарья Елизавета Анастасия",
        5: "Екатерина Ксения Варвара Александра Арина Валерия Вероника Ева Милана Софья",
        3: "Кира Василиса Таисия Вера Ульяна Маргарита Алёна Злата Яна Ольга",
        2: "Диана Наталья Юлия Татьяна Елена Стефания Карина Надежда Зоя",
        1: "Амина Эвелина Камилла Наталия Пелагея",
    }
)
FATHERS = table(
    {
        11: "Александр Сергей Дмитрий Андрей Алексей",
        7: "Евгений Максим Владимир Михаил Иван Денис",
        5: "Роман Павел Антон Олег Николай Илья Игорь",
        3: "Артём Константин Юрий Виталий Вячеслав Кирилл Никита Виктор Станислав Вадим",
        2: "Руслан Тимур Пётр Фёдор Григорий Леонид Анатолий Валерий Геннадий Василий",
        1: "Рустам Яков Лев Самвел",
    }
)
MOTHERS = table(
    {
        11: "Елена Ольга Наталья Екатерина Анна",
        7: "Татьяна Мария Ирина Юлия Светлана Анастасия",
        5: "Евгения Оксана Дарья Марина Ксения Александра Виктория",
        3: "Людмила Надежда Алёна Наталия Полина Вера Галина Яна Кристина",
        2: "Алла Любовь Инна Диана Маргарита Валентина Лариса Алина Жанна",
        1: "Эльвира Гульнара Тамара Нина Зарина",
    }
)
# What the children of a man are called where the rule below does not reach.
IRREGULAR_PATRONYMICS = {
    "Лев": ("Львович", "Львовна"),
    "Павел": ("Павлович", "Павловна"),
    "Пётр": ("Петрович", "Петровна"),
    "Яков": ("Яковлевич", "Яковлевна"),
    "Михаил": ("Михайлович", "Михайловна"),
    "Илья": ("Ильич", "Ильинична"),
    "Никита": ("Никитич", "Никитична"),
    "Дмитрий": ("Дмитриевич", "Дмитриевна"),
    "Георгий": ("Георгиевич", "Георгиевна"),
}


def patronymic(father: str, *, of_woman: bool) -> str:
    """What the children of a man of this name are called: Юрий gives Юрьевич, Андрей Андреевна, Игорь Игоревич."""
    if father in IRREGULAR_PATRONYMICS:
        return IRREGULAR_PATRONYMICS[father][of_woman]
    endings = ("евич", "евна") if father.endswith(("й", "ь")) else ("ович", "овна")
    return _stem(father) + endings[of_woman]


def _stem(father: str) -> str:
    if father.endswith("ий"):
        return father.removesuffix("ий") + "ь"
    return father.removesuffix("й").removesuffix("ь")


def feminine(surname: str) -> str:
    """A woman's form: Иванов – Иванова, Толстой – Толстая; Ким, Черных and Шевченко stay; a double one part by part."""
    return "-".join(map(_feminine_part, surname.split("-")))


def _feminine_part(part: str) -> str:
    if part.endswith(("ский", "цкий", "ой")) and part != "Цой":
        return part[:-2] + "ая"
    return part + "а" if part.endswith(("ов", "ев", "ёв", "ин")) else part
