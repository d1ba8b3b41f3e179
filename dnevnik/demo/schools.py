"""The demo region. Names, addresses and sites of the schools are real open data: «Портал открытых данных
Правительства Москвы», 2014, list of general schools. Everything else here is invented: phones begin with
+7 495 000, which no subscriber has, and the people do not exist.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dnevnik.demo import exports
from dnevnik.demo.defects import Habits
from dnevnik.demo.lines import Line

REGION = {
    "code": "RU-MOW",
    "name": "Москва",
    "time_zone": "Europe/Moscow",
    "provider": "stand",
    "hotline": "+7 495 000-01-12",
    "hotline_hours": "пн–пт 9:00–18:00",
}
Export = Callable[[Sequence[Line], "DemoSchool", date], bytes]


@dataclass(frozen=True, kw_only=True)
class DemoSchool:
    """A school, how it keeps its list, and the file it sends. `facts` are fields of the register's School."""

    municipality: str
    facts: dict[str, str]
    habits: Habits
    file: str
    export: Export

    @property
    def code(self) -> str:
        return self.facts["code"]


SCHOOLS = (
    DemoSchool(
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
)
# The demo administrator works in these, and must not see the third.
ADMINISTERED = ("moscow-950", "moscow-241")
