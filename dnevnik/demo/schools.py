"""The demo's schools. Names, addresses and sites of the Moscow ones are real open data: «Портал открытых данных
Правительства Москвы», 2014, list of general schools. Everything else here is invented, the two schools of the small
regions too: phones have 000 after the code, which no subscriber has, and the people do not exist.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dnevnik.demo import exports
from dnevnik.demo.defects import Habits
from dnevnik.demo.lines import Line
from dnevnik.demo.regions import MOSCOW, OMSK, RYAZAN, DemoRegion

Export = Callable[[Sequence[Line], "DemoSchool", date], bytes]


@dataclass(frozen=True, kw_only=True)
class DemoSchool:
    """A school, how it keeps its list, and the file it sends. `facts` are fields of the register's School."""

    region: DemoRegion
    municipality: str
    facts: dict[str, str]
    habits: Habits
    file: str
    export: Export

    @property
    def code(self) -> str:
        return self.facts["code"]


CAREFUL = Habits(parents_without_snils=0.1, pupils_without_snils=0, no_yo=0, slips=0, hyphen_as_space=0)
SCHOOLS = (
    DemoSchool(
        region=MOSCOW,
        municipality="Северо-Восточный административный округ",
        facts={
            "code": "moscow-950",
            "name": "Школа № 950",
            "full_name": "Государственное бюджетное образовательное учреждение города Москвы "
            "средняя общеобразовательная школа № 950",
            "address": "127273 город Москва, улица Отрадная, дом 1А",
            "site": "http://schu950.svao.mskobr.ru",
            "phone": "+7 495 000-09-50",
            "contact_name": "Марина Олеговна",
            "contact_room": "каб. 207",
            "contact_hours": "пн–чт 14:00–17:00",
        },
        habits=Habits(
            parents_without_snils=0.12, pupils_without_snils=0.03, no_yo=0.3, slips=0.04, hyphen_as_space=0.4
        ),
        file="school-950.xlsx",
        export=lambda lines, school, on: exports.workbook(lines, school=school.facts["full_name"], on=on),
    ),
    DemoSchool(
        region=MOSCOW,
        municipality="Северо-Восточный административный округ",
        facts={
            "code": "moscow-241",
            "name": "Школа № 241",
            "full_name": "Государственное бюджетное образовательное учреждение города Москвы "
            "средняя общеобразовательная школа № 241",
            "address": "127349, город Москва, Алтуфьевское шоссе, дом 94",
            "site": "http://sch241.svao.mskobr.ru",
            "phone": "+7 495 000-02-41",
            "contact_name": "Ирина Сергеевна",
            "contact_room": "каб. 12",
            "contact_hours": "вт и чт 9:00–13:00",
        },
        habits=Habits(
            parents_without_snils=0.78, pupils_without_snils=0.06, no_yo=1.0, slips=0.03, hyphen_as_space=0.0
        ),
        file="school-241.csv",
        export=lambda lines, _school, _on: exports.semicolons(lines),
    ),
    DemoSchool(
        region=MOSCOW,
        municipality="Северо-Западный административный округ",
        facts={
            "code": "moscow-1005",
            "name": "Школа № 1005 «Алые паруса»",
            "full_name": "Государственное бюджетное образовательное учреждение города Москвы "
            "средняя общеобразовательная школа № 1005 «Алые паруса»",
            "address": "123182, г. Москва, ул. Авиационная, д.71, корп. 3",
            "site": "http://sch1005.mskobr.ru/",
            "phone": "+7 495 000-10-05",
            "contact_name": "Олег Петрович",
            "contact_room": "каб. 301",
            "contact_hours": "пн–пт 15:00–17:30",
        },
        habits=Habits(
            parents_without_snils=0.25, pupils_without_snils=0.04, no_yo=0.15, slips=0.06, hyphen_as_space=0.2
        ),
        file="school-1005.csv",
        export=lambda lines, _school, _on: exports.commas(lines),
    ),
    DemoSchool(
        region=RYAZAN,
        municipality="Город Рязань",
        facts={
            "code": "ryazan-117",
            "name": "Школа № 117",
            "full_name": "Муниципальное бюджетное общеобразовательное учреждение «Школа № 117» (выдумана)",
            "address": "390000, Рязань, улица Вымышленная, дом 17",
            "phone": "+7 491 000-01-17",
            "contact_name": "Людмила Викторовна",
            "contact_room": "каб. 5",
            "contact_hours": "пн и ср 15:00–17:00",
        },
        habits=CAREFUL,
        file="school-117.csv",
        export=lambda lines, _school, _on: exports.commas(lines),
    ),
    DemoSchool(
        region=OMSK,
        municipality="Город Омск",
        facts={
            "code": "omsk-317",
            "name": "Школа № 317",
            "full_name": "Бюджетное общеобразовательное учреждение города Омска "
            "«Средняя общеобразовательная школа № 317» (выдумана)",
            "address": "644000, Омск, улица Вымышленная, дом 31",
            "phone": "+7 381 000-03-17",
            "contact_name": "Вадим Алексеевич",
            "contact_room": "каб. 20",
            "contact_hours": "вт–пт 14:00–16:00",
        },
        habits=CAREFUL,
        file="school-317.xlsx",
        export=lambda lines, school, on: exports.workbook(lines, school=school.facts["full_name"], on=on),
    ),
)
MOSCOW_950, MOSCOW_241, MOSCOW_1005, RYAZAN_117, OMSK_317 = range(len(SCHOOLS))
# The demo administrator works in these, and must not see the fifth.
ADMINISTERED = ("moscow-950", "moscow-241", "ryazan-117", "omsk-317")
