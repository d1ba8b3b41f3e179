"""The six to begin with: the ways of a sign-in that everybody should see first."""

from dataclasses import replace

from accounts.matching.profile import Band
from accounts.outcomes import Outcome
from dnevnik.demo.deeds import Unlink
from dnevnik.demo.people import FEMALE, MALE, Family
from dnevnik.demo.personas import Author, Listed, Persona, Scene
from dnevnik.demo.schools import MOSCOW_241, MOSCOW_950

SON = 6


def scenes(author: Author) -> tuple[Scene, ...]:
    return tuple(write(author) for write in (_sokolovs, _kuznetsovs, _korolyovs, _morozovs, _pavlovs))


def _sokolovs(author: Author) -> Scene:
    anna = author.person("Соколова Анна Викторовна", 38, FEMALE)
    maxim = author.child("Соколов Максим Дмитриевич", 9, MALE, school=MOSCOW_950)
    polina = author.child("Соколова Полина Дмитриевна", 14, FEMALE, school=MOSCOW_241)
    dmitry = author.person("Соколов Дмитрий Андреевич", 41, MALE)
    mother = Persona(
        number=1,
        person=anna,
        about="Мама, 38 лет. Сын учится в школе № 950, дочь – в школе № 241.",
        expect="Входит в дневник и видит обоих детей.",
        band=Band.PARENT,
        children=(Listed(child=maxim, account=SON), Listed(child=polina)),
    )
    son = Persona(
        number=SON,
        person=maxim,
        about="Ученик школы № 950, 9 лет. Учётную запись ему создала мама, Анна Соколова.",
        expect="Входит после того, как мама вошла и дала согласие.",
        band=Band.UNDER_14,
        assurance="child",
        after=(1,),
    )
    return Scene(families=(Family(children=(maxim, polina), mother=anna, father=dmitry),), personas=(mother, son))


def _kuznetsovs(author: Author) -> Scene:
    olga = author.person("Кузнецова Ольга Сергеевна", 35, FEMALE)
    egor = author.child("Кузнецов Егор Павлович", 8, MALE, school=MOSCOW_950)
    mother = Persona(
        number=2,
        person=olga,
        about="Мама, 35 лет. Сын учится в школе № 950.",
        expect="Не входит: в школе опечатка в её фамилии.",
        band=Band.PARENT,
        outcome=Outcome.DIFFERS,
        children=(Listed(child=egor, status="verifying"),),
    )
    written = replace(olga, surname="Кузнецоав")
    return Scene(families=(Family(children=(egor,), mother=written, father=None),), personas=(mother,))


def _korolyovs(author: Author) -> Scene:
    semyon = author.person("Королёв Семён Фёдорович", 44, MALE)
    vera = author.child("Королёва Вера Семёновна", 12, FEMALE, school=MOSCOW_950)
    irina = author.person("Королёва Ирина Львовна", 42, FEMALE)
    father = Persona(
        number=3,
        person=semyon,
        about="Папа, 44 года. Дочь учится в школе № 950.",
        expect="Входит; школа видит замечание: «е» вместо «ё».",
        band=Band.PARENT,
        children=(Listed(child=vera, status="not_verified"),),
    )
    written = replace(semyon, surname="Королев", given_name="Семен", patronymic="Федорович")
    return Scene(families=(Family(children=(vera,), mother=irina, father=written),), personas=(father,))


def _morozovs(author: Author) -> Scene:
    tatyana = author.person("Морозова Татьяна Ивановна", 41, FEMALE)
    alisa = author.child("Морозова Алиса Романовна", 10, FEMALE, school=MOSCOW_241)
    roman = author.person("Морозов Роман Евгеньевич", 43, MALE)
    mother = Persona(
        number=4,
        person=tatyana,
        about="Мама, 41 год. Дочь учится в школе № 241.",
        expect="Не входит: школа не записала её СНИЛС и потому не находит её.",
        band=Band.PARENT,
        outcome=Outcome.NOT_FOUND,
        children=(Listed(child=alisa),),
    )
    family = Family(children=(alisa,), mother=replace(tatyana, snils=""), father=roman)
    return Scene(families=(family,), personas=(mother,))


def _pavlovs(author: Author) -> Scene:
    igor = author.person("Павлов Игорь Николаевич", 39, MALE)
    ilya = author.child("Павлов Илья Игоревич", 11, MALE, school=MOSCOW_950)
    elena = author.person("Павлова Елена Олеговна", 37, FEMALE)
    father = Persona(
        number=5,
        person=igor,
        about="Папа, 39 лет. Сын учится в школе № 950.",
        expect="Не входит: школа не связала его ни с одним ребёнком.",
        band=Band.PARENT,
        outcome=Outcome.NO_CHILD,
        children=(Listed(child=ilya, status="failed"),),
    )
    family = Family(children=(ilya,), mother=elena, father=igor)
    return Scene(families=(family,), personas=(father,), deeds=(Unlink(adult=igor, school=MOSCOW_950),))
