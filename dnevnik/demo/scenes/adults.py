"""Pupils of 18, who decide for themselves."""

from dataclasses import replace
from functools import partial

from accounts.matching.profile import Band
from accounts.outcomes import Outcome
from dnevnik.demo.people import FEMALE, MALE, Family
from dnevnik.demo.personas import Author, Persona, Scene, numberless
from dnevnik.demo.regions import OMSK, RYAZAN
from dnevnik.demo.schools import MOSCOW_241, MOSCOW_950, MOSCOW_1005, OMSK_317, RYAZAN_117

Pupil = partial(Persona, band=Band.ADULT)


def scenes(author: Author) -> tuple[Scene, ...]:
    return tuple(write(author) for write in (_shcherbakovs, _kamenskys, _chernovs, _kalinins, _gusevs, _antonovs))


def _shcherbakovs(author: Author) -> Scene:
    daniil = author.child("Щербаков Даниил Олегович", 18, MALE, school=MOSCOW_241)
    galina = author.person("Щербакова Галина Ивановна", 47, FEMALE)
    pupil = Pupil(
        number=71,
        person=daniil,
        about="Ученик школы № 241, 18 лет.",
        expect="Сам даёт согласие и входит; может разрешить маме видеть дневник.",
    )
    mother = Persona(
        number=22,
        person=galina,
        about="Мама, 47 лет. Сыну 18, он учится в школе № 241.",
        expect="Входит, но дневник сына не видит, пока он сам не разрешит.",
        band=Band.PARENT,
        after=(pupil.number,),
    )
    return Scene(families=(Family(children=(daniil,), mother=galina, father=None),), personas=(pupil, mother))


def _kamenskys(author: Author) -> Scene:
    veronika = author.child("Донская Вероника Павловна", 18, FEMALE, school=MOSCOW_950)
    pupil = Pupil(
        number=72,
        person=veronika,
        about="Ученица школы № 950, 18 лет. Сменила фамилию, в школе записана прежняя.",
        expect="Не входит: фамилия отличается, исправляет школа.",
        outcome=Outcome.DIFFERS,
    )
    return author.with_mother(pupil, replace(veronika, surname="Каменская"), "Каменская Людмила Юрьевна")


def _chernovs(author: Author) -> Scene:
    kirill = author.child("Чернов Кирилл Максимович", 18, MALE, school=OMSK_317)
    pupil = Pupil(
        number=73,
        person=kirill,
        about="Ученик школы № 317, 18 лет, Омская область. В школе нет ни СНИЛС, ни свидетельства.",
        expect="Не входит: дневник его не находит и спрашивает школу и класс.",
        region=OMSK.code,
        outcome=Outcome.NOT_FOUND,
    )
    return author.with_mother(pupil, numberless(kirill), "Чернова Оксана Дмитриевна")


def _kalinins(author: Author) -> Scene:
    polina = author.child("Калинина Полина Евгеньевна", 18, FEMALE, school=RYAZAN_117)
    pupil = Pupil(
        number=74,
        person=polina,
        about="Ученица школы № 117, 18 лет, Рязанская область. В школе нет ни СНИЛС, ни свидетельства.",
        expect="Не входит: дневник не найден, сообщает об этом через форму обратной связи.",
        region=RYAZAN.code,
        outcome=Outcome.NOT_FOUND,
    )
    return author.with_mother(pupil, numberless(polina), "Калинина Марина Олеговна")


def _gusevs(author: Author) -> Scene:
    ivan = author.child("Гусев Иван Антонович", 18, MALE, school=MOSCOW_1005)
    pupil = Pupil(
        number=75,
        person=ivan,
        about="Ученик школы № 1005, 18 лет. Учётная запись не подтверждена.",
        expect="Не входит: сначала надо подтвердить учётную запись на Госуслугах.",
        outcome=Outcome.LEVEL_LOW,
        assurance="other",
    )
    return author.with_mother(pupil, ivan, "Гусева Светлана Романовна")


def _antonovs(author: Author) -> Scene:
    milana = author.child("Антонова Милана Игоревна", 18, FEMALE, school=RYAZAN_117)
    pupil = Pupil(
        number=76,
        person=milana,
        about="Ученица школы № 117, 18 лет, Рязанская область. Входит впервые.",
        expect="Перед входом сама решает о согласии; ссылка есть и в уведомлении на Госуслугах.",
        region=RYAZAN.code,
        outcome=Outcome.CONSENT_SELF,
    )
    return author.with_mother(pupil, milana, "Антонова Виктория Сергеевна")
