"""A large family of Moscow school № 950: one mother lets four children in, each found in another way."""

from dataclasses import replace

from accounts.matching.profile import Band
from dnevnik.demo.deeds import Entrust
from dnevnik.demo.people import FEMALE, MALE, Child, Family, Person
from dnevnik.demo.personas import Author, Listed, Persona, Scene
from dnevnik.demo.schools import MOSCOW_950

MOTHER = 11
YOUNG = (31, 32)
WEEKS_BEFORE_18 = 340
"""Days since the 17th birthday: a little less than a month to the 18th."""


def scenes(author: Author) -> tuple[Scene, ...]:
    marina = author.person("Лебедева Марина Юрьевна", 43, FEMALE)
    valentina = author.person("Лебедева Валентина Петровна", 68, FEMALE)
    timofey = author.child("Лебедев Тимофей Олегович", 8, MALE, school=MOSCOW_950)
    varvara = author.child("Лебедева Варвара Олеговна", 12, FEMALE, school=MOSCOW_950)
    gleb = author.child("Лебедев Глеб Олегович", 15, MALE, school=MOSCOW_950)
    arina = author.child("Лебедева Арина Олеговна", 17, FEMALE, school=MOSCOW_950, days=WEEKS_BEFORE_18)
    # The school took no number of the youngest, and the old certificate of the second.
    numberless = replace(timofey, snils="")
    old_paper = replace(varvara, certificate=author.numbers.certificate())
    family = Family(children=(numberless, old_paper, gleb, arina), mother=marina, father=None)
    personas = (*_adults(marina, valentina, (timofey, varvara)), *_young(timofey, varvara), *_teenagers(gleb, arina))
    return (Scene(families=(family,), personas=personas, deeds=(Entrust(adult=valentina, child=numberless),)),)


def _adults(marina: Person, valentina: Person, young: tuple[Child, Child]) -> tuple[Persona, Persona]:
    mother = Persona(
        number=MOTHER,
        person=marina,
        about="Мама, 43 года. Четверо детей учатся в школе № 950.",
        expect="Входит, даёт согласия и видит всех четверых детей.",
        band=Band.PARENT,
        children=tuple(Listed(child=child, account=account) for child, account in zip(young, YOUNG, strict=True)),
    )
    grandmother = Persona(
        number=14,
        person=valentina,
        about="Бабушка, 68 лет. Доверенное лицо: внук Тимофей учится в школе № 950.",
        expect="Входит и видит дневник внука, но согласия за него не даёт.",
        band=Band.PARENT,
        after=(MOTHER,),
    )
    return mother, grandmother


def _young(timofey: Child, varvara: Child) -> tuple[Persona, Persona]:
    by_certificate = Persona(
        number=YOUNG[0],
        person=timofey,
        about="Ученик школы № 950, 8 лет. СНИЛС в школе не записан.",
        expect="Входит после согласия мамы: школа узнаёт его по свидетельству о рождении.",
        band=Band.UNDER_14,
        assurance="child",
        after=(MOTHER,),
    )
    other_certificate = Persona(
        number=YOUNG[1],
        person=varvara,
        about="Ученица школы № 950, 12 лет. В школе записано прежнее свидетельство о рождении.",
        expect="Входит после согласия мамы; школа видит замечание: другое свидетельство.",
        band=Band.UNDER_14,
        assurance="child",
        after=(MOTHER,),
    )
    return by_certificate, other_certificate


def _teenagers(gleb: Child, arina: Child) -> tuple[Persona, Persona]:
    son = Persona(
        number=51,
        person=gleb,
        about="Ученик школы № 950, 15 лет. Своя подтверждённая учётная запись.",
        expect="Входит после согласия мамы.",
        band=Band.FROM_14,
        after=(MOTHER,),
    )
    daughter = Persona(
        number=52,
        person=arina,
        about="Ученица школы № 950, 17 лет, через месяц исполнится 18.",
        expect="Входит; дневник заранее спрашивает, что решить к 18 годам.",
        band=Band.FROM_14,
        after=(MOTHER,),
    )
    return son, daughter
