"""Pupils from 14 to 17, who need a confirmed account of their own."""

from dataclasses import replace
from functools import partial

from accounts.matching.profile import Band
from accounts.outcomes import Outcome
from dnevnik.demo.deeds import EnterAgain
from dnevnik.demo.people import FEMALE, MALE, Family
from dnevnik.demo.personas import Author, Persona, Scene, numberless
from dnevnik.demo.regions import OMSK, RYAZAN
from dnevnik.demo.schools import MOSCOW_241, MOSCOW_950, OMSK_317, RYAZAN_117

Pupil = partial(Persona, band=Band.FROM_14)


def scenes(author: Author) -> tuple[Scene, ...]:
    return tuple(write(author) for write in (*DIFFERING, *REFUSED, *GROWING, *WAITING))


def _zhuravlyovs(author: Author) -> Scene:
    sofya = author.child("Журавлёва Софья Алексеевна", 16, FEMALE, school=MOSCOW_950)
    pupil = Pupil(
        number=53,
        person=sofya,
        about="Ученица школы № 950, 16 лет. В паспорте и на Госуслугах она Софья.",
        expect="Не входит: в школе записана София.",
        outcome=Outcome.DIFFERS,
    )
    return author.with_mother(pupil, replace(sofya, given_name="София"), "Журавлёва Дарья Семёновна")


def _davydovs(author: Author) -> Scene:
    yaroslav = author.child("Давыдов Ярослав Ильич", 16, MALE, school=RYAZAN_117)
    pupil = Pupil(
        number=54,
        person=yaroslav,
        about="Ученик школы № 117, 16 лет, Рязанская область. В школе другой номер свидетельства.",
        expect="Не входит: в этом регионе свидетельство о рождении должно совпадать.",
        region=RYAZAN.code,
        outcome=Outcome.CERTIFICATE_DIFFERS,
    )
    written = replace(yaroslav, certificate=author.numbers.certificate())
    return author.with_mother(pupil, written, "Давыдова Лариса Павловна")


def _komarovs(author: Author) -> Scene:
    ulyana = author.child("Комарова Ульяна Олеговна", 15, FEMALE, school=OMSK_317)
    pupil = Pupil(
        number=55,
        person=ulyana,
        about="Ученица школы № 317, 15 лет, Омская область. СНИЛС в школе не записан.",
        expect="Не входит: может передать школе СНИЛС, проверенный Госуслугами.",
        region=OMSK.code,
        outcome=Outcome.SNILS_ABSENT,
    )
    return author.with_mother(pupil, replace(ulyana, snils=""), "Комарова Евгения Ивановна")


def _baranovs(author: Author) -> Scene:
    nikita = author.child("Баранов Никита Сергеевич", 16, MALE, school=OMSK_317)
    pupil = Pupil(
        number=56,
        person=nikita,
        about="Ученик школы № 317, 16 лет, Омская область. В школе нет ни СНИЛС, ни свидетельства.",
        expect="Не входит: дневник его не находит и спрашивает школу и класс.",
        region=OMSK.code,
        outcome=Outcome.NOT_FOUND,
    )
    return author.with_mother(pupil, numberless(nikita), "Баранова Ольга Викторовна")


def _osipovs(author: Author) -> Scene:
    kira = author.child("Осипова Кира Антоновна", 14, FEMALE, school=RYAZAN_117)
    pupil = Pupil(
        number=57,
        person=kira,
        about="Ученица школы № 117, 14 лет, Рязанская область. В школе нет ни СНИЛС, ни свидетельства.",
        expect="Не входит: дневник не найден, родители сообщают через форму обратной связи.",
        region=RYAZAN.code,
        outcome=Outcome.NOT_FOUND,
    )
    return author.with_mother(pupil, numberless(kira), "Осипова Анна Михайловна")


def _isaevs(author: Author) -> Scene:
    roman = author.child("Исаев Роман Владимирович", 16, MALE, school=MOSCOW_241)
    pupil = Pupil(
        number=58,
        person=roman,
        about="Ученик школы № 241, 16 лет. Учётная запись не подтверждена.",
        expect="Не входит: сначала надо подтвердить учётную запись на Госуслугах.",
        outcome=Outcome.LEVEL_LOW,
        assurance="other",
    )
    return author.with_mother(pupil, roman, "Исаева Татьяна Борисовна")


def _melnikovs(author: Author) -> Scene:
    zlata = author.child("Мельникова Злата Юрьевна", 14, FEMALE, school=MOSCOW_950)
    pupil = Pupil(
        number=59,
        person=zlata,
        about="Ученица школы № 950, 14 лет, день рождения был больше трёх месяцев назад. Учётная запись детская.",
        expect="Не входит: нужна своя подтверждённая учётная запись.",
        outcome=Outcome.AGE_TRANSITION,
        assurance="child",
    )
    return author.with_mother(pupil, zlata, "Мельникова Юлия Глебовна")


def _gerasimovs(author: Author) -> Scene:
    arseny = author.child("Герасимов Арсений Маркович", 15, MALE, school=MOSCOW_241)
    pupil = Pupil(
        number=62,
        person=arseny,
        about="Ученик школы № 241, 15 лет. Школа завела две карточки: со СНИЛС и со свидетельством.",
        expect="Не входит: школа сверит данные с документами.",
        outcome=Outcome.AMBIGUOUS,
    )
    scene = author.with_mother(pupil, replace(arseny, certificate=""), "Герасимова Нина Петровна")
    return replace(scene, deeds=(EnterAgain(child=replace(arseny, snils="")),))


def _matveevs(author: Author) -> Scene:
    ruslan = author.child("Матвеев Руслан Тимурович", 16, MALE, school=MOSCOW_950)
    timur = author.person("Матвеев Тимур Олегович", 45, MALE)
    pupil = Pupil(
        number=63,
        person=ruslan,
        about="Ученик школы № 950, 16 лет. Его СНИЛС записан в карточке папы.",
        expect="Не входит: дневник спрашивает, под своей ли учётной записью вошли.",
        outcome=Outcome.WRONG_ROLE,
    )
    family = Family(children=(numberless(ruslan),), mother=None, father=replace(timur, snils=ruslan.snils))
    return Scene(families=(family,), personas=(pupil,))


def _kulikovs(author: Author) -> Scene:
    fyodor = author.child("Куликов Фёдор Павлович", 17, MALE, school=RYAZAN_117)
    pupil = Pupil(
        number=60,
        person=fyodor,
        about="Ученик школы № 117, 17 лет, Рязанская область. Мама входила, но согласия ещё не дала.",
        expect="Ждёт согласия одного из родителей и может им напомнить.",
        region=RYAZAN.code,
        outcome=Outcome.CONSENT_PARENT,
    )
    mother = Persona(
        number=26,
        person=author.person("Куликова Елена Фёдоровна", 41, FEMALE),
        about="Мама, 41 год, Рязанская область. Сын Фёдор ждёт её согласия.",
        expect="Получает уведомление и напоминание, даёт согласия и входит; потом входит и Фёдор.",
        band=Band.PARENT,
        region=RYAZAN.code,
        after=(pupil.number,),
    )
    return author.with_mother_who_came(pupil, fyodor, mother)


def _yershovs(author: Author) -> Scene:
    taisia = author.child("Ершова Таисия Львовна", 15, FEMALE, school=OMSK_317)
    pupil = Pupil(
        number=61,
        person=taisia,
        about="Ученица школы № 317, 15 лет, Омская область. В школе с ней не связан ни один взрослый.",
        expect="Не входит: согласие дать некому, взрослый обращается в школу.",
        region=OMSK.code,
        outcome=Outcome.NO_PARENT,
    )
    return Scene(families=(Family(children=(taisia,), mother=None, father=None),), personas=(pupil,))


DIFFERING = (_zhuravlyovs, _davydovs, _komarovs)
REFUSED = (_baranovs, _osipovs, _gerasimovs, _matveevs)
GROWING = (_isaevs, _melnikovs)
WAITING = (_kulikovs, _yershovs)
