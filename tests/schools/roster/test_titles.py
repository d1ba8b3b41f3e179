import pytest

from schools.roster.titles import Field, Role, Title, understand


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("ФИО", Field.FULL_NAME),
        ("Ф.И.О.", Field.FULL_NAME),
        ("ф. и. о.", Field.FULL_NAME),
        ("Фамилия Имя Отчество", Field.FULL_NAME),
        ("ФАМИЛИЯ, ИМЯ, ОТЧЕСТВО (при наличии)", Field.FULL_NAME),
        ("Фамилия, имя", Field.FULL_NAME),
        ("Фамилия", Field.SURNAME),
        (" имя ", Field.GIVEN_NAME),
        ("Отчество", Field.PATRONYMIC),
        ("Отч-во", Field.PATRONYMIC),
        ("Дата рождения", Field.BIRTH_DATE),
        ("Дата рожд.", Field.BIRTH_DATE),
        ("Дата рождения (дд.мм.гггг)", Field.BIRTH_DATE),
        ("Д.р.", Field.BIRTH_DATE),
        ("Число, месяц, год рождения", Field.BIRTH_DATE),
        ("Пол", Field.GENDER),
        ("Пол (м/ж)", Field.GENDER),
        ("СНИЛС", Field.SNILS),
        ("снилс №", Field.SNILS),
        ("CНИЛC", Field.SNILS),
        ("Класс", Field.CLASS),
        ("Класс обучения", Field.CLASS),
        ("Параллель", Field.GRADE),
        ("Литера", Field.LETTER),
        ("Буква класса", Field.LETTER),
        ("Свидетельство о рождении", Field.CERTIFICATE),
        ("Св-во о рожд.", Field.CERTIFICATE),
        ("Свидетельство о рождении (серия, №)", Field.CERTIFICATE),
        ("Серия свидетельства о рождении", Field.CERTIFICATE_SERIES),
        ("Свид. о рожд. серия", Field.CERTIFICATE_SERIES),
        ("№ свидетельства о рождении", Field.CERTIFICATE_NUMBER),
        ("Номер св-ва о рождении", Field.CERTIFICATE_NUMBER),
        ("Степень родства", Field.RELATION),
        ("Кем приходится ребёнку", Field.RELATION),
        ("Тип законного представителя", Field.RELATION),
    ],
)
def test_titles_that_name_nobody(title: str, field: Field) -> None:
    assert understand(title) == Title(field)


@pytest.mark.parametrize(
    ("title", "field", "role", "number"),
    [
        ("ФИО ученика", Field.FULL_NAME, Role.STUDENT, 0),
        ("Ф.И.О. обучающегося", Field.FULL_NAME, Role.STUDENT, 0),
        ("Ребёнок", Field.FULL_NAME, Role.STUDENT, 0),
        ("СНИЛС учащегося", Field.SNILS, Role.STUDENT, 0),
        ("ФИО матери", Field.FULL_NAME, Role.MOTHER, 0),
        ("Мать", Field.FULL_NAME, Role.MOTHER, 0),
        ("МАМА", Field.FULL_NAME, Role.MOTHER, 0),
        ("Мать (законный представитель)", Field.FULL_NAME, Role.MOTHER, 0),
        ("СНИЛС матери", Field.SNILS, Role.MOTHER, 0),
        ("Мать СНИЛС", Field.SNILS, Role.MOTHER, 0),
        ("Отец", Field.FULL_NAME, Role.FATHER, 0),
        ("Дата рождения отца", Field.BIRTH_DATE, Role.FATHER, 0),
        ("ФИО опекуна", Field.FULL_NAME, Role.GUARDIAN, 0),
        ("Законный представитель", Field.FULL_NAME, Role.PARENT, 0),
        ("ФИО родителя (законного представителя)", Field.FULL_NAME, Role.PARENT, 0),
        ("Родитель 2", Field.FULL_NAME, Role.PARENT, 2),
        ("СНИЛС родителя1", Field.SNILS, Role.PARENT, 1),
    ],
)
def test_titles_that_name_a_person(title: str, field: Field, role: Role, number: int) -> None:
    assert understand(title) == Title(field, role, number)


@pytest.mark.parametrize(
    "title",
    ["", "№", "№ п/п", "Телефон", "Телефон матери", "E-mail", "Адрес", "Примечание", "Место рождения", "Родители"]
    + ["Фамилия классного руководителя", "Классный руководитель", "Дата выдачи свидетельства о рождении"]
    + ["Дата свидетельства о рождении", "Серия паспорта", "Номер", "Серия", "Группа здоровья", "Имя и отчество"]
    + ["Имя, фамилия", "Личное дело", "Иванов Иван Иванович", "5А", "фам " * 500],
)
def test_titles_left_alone(title: str) -> None:
    assert understand(title) is None
