"""The families of real-life.md who must get in, as they stand on the first line of their stories.

The fifth needs nobody here: it is a school's list.
"""

from dataclasses import replace

from accounts.matching.profile import Band
from accounts.outcomes import Outcome
from dnevnik.demo.deeds import Came, Leave, Restrict
from dnevnik.demo.people import FEMALE, MALE, Family, Person
from dnevnik.demo.personas import Author, Persona, Scene
from dnevnik.demo.schools import MOSCOW_241, MOSCOW_950

SINCE_14 = 23
"""Days since the birthday of the boy who waits for his passport."""


def scenes(author: Author) -> tuple[Scene, ...]:
    return tuple(write(author) for write in (_unknown_father, _new_surname, _fourteen, _transfer))


def _unknown_father(author: Author) -> Scene:
    nikolay = author.person("Рогов Николай Андреевич", 40, MALE)
    mother = author.person("Рогова Ольга Евгеньевна", 37, FEMALE)
    grisha = author.child("Рогов Григорий Николаевич", 9, MALE, school=MOSCOW_950)
    father = Persona(
        number=91,
        person=nikolay,
        about="Папа, 40 лет. Сын Григорий учится в школе № 950, школа записала только маму.",
        expect="Не входит: называет школу и класс, и обращение уходит туда.",
        band=Band.PARENT,
        outcome=Outcome.NOT_FOUND,
    )
    return Scene(families=(Family(children=(grisha,), mother=mother, father=None),), personas=(father,))


def _new_surname(author: Author) -> Scene:
    ekaterina = author.person("Ковалёва Екатерина Игоревна", 36, FEMALE)
    elder = author.child("Пономарёв Илья Сергеевич", 13, MALE, school=MOSCOW_950)
    younger = author.child("Пономарёв Пётр Сергеевич", 8, MALE, school=MOSCOW_241)
    mother = Persona(
        number=92,
        person=ekaterina,
        about="Мама, 36 лет. Сменила фамилию; один сын в школе № 950, другой – в школе № 241.",
        expect="Входит к младшему; школа № 950 ещё знает её Пономарёвой и исправит.",
        band=Band.PARENT,
    )
    families = (
        Family(children=(elder,), mother=replace(ekaterina, surname="Пономарёва"), father=None),
        Family(children=(younger,), mother=ekaterina, father=None),
    )
    return Scene(families=families, personas=(mother,))


def _fourteen(author: Author) -> Scene:
    larisa = author.person("Тихонова Лариса Михайловна", 41, FEMALE)
    gleb = author.child("Тихонов Глеб Аркадьевич", 14, MALE, school=MOSCOW_950, days=SINCE_14)
    mother = Persona(
        number=93,
        person=larisa,
        about="Мама, 41 год. Сыну исполнилось 14, он учится в школе № 950.",
        expect="Входит и даёт согласие; для неё ничего не меняется.",
        band=Band.PARENT,
    )
    with_childs = Persona(
        number=94,
        person=gleb,
        about="Ученик школы № 950, 14 лет, паспорта ещё нет. Детская запись, с ней он входил и раньше.",
        expect="Входит с детской записью; дневник напоминает, до какого дня нужна своя.",
        band=Band.FROM_14,
        assurance="child",
        after=(mother.number,),
    )
    with_own = Persona(
        number=95,
        person=gleb,
        about="Тот же Глеб, 14 лет, паспорт получен. Своя подтверждённая учётная запись.",
        expect="Входит сразу: своя запись сменяет детскую.",
        band=Band.FROM_14,
        after=(with_childs.number,),
    )
    family = Family(children=(gleb,), mother=larisa, father=None)
    came = Came(person=gleb, school=gleb.school, subject=with_childs.subject, days_ago=2 * SINCE_14, level="child")
    return Scene(families=(family,), personas=(mother, with_childs, with_own), deeds=(came,))


def _transfer(author: Author) -> Scene:
    marina = author.person("Третьякова Марина Олеговна", 35, FEMALE)
    viktor = author.person("Третьяков Виктор Павлович", 38, MALE)
    artyom = author.child("Третьяков Артём Викторович", 11, MALE, school=MOSCOW_950)
    here = replace(artyom, school=MOSCOW_241)
    order = Restrict(adult=viktor, child=artyom, act_number="2-241/2025", act_issuer="Бабушкинский районный суд Москвы")
    families = tuple(Family(children=(child,), mother=marina, father=viktor) for child in (artyom, here))
    return Scene(families=families, personas=_transferred(marina, viktor, here), deeds=(order, Leave(child=artyom)))


def _transferred(marina: Person, viktor: Person, artyom: Person) -> tuple[Persona, ...]:
    mother = Persona(
        number=96,
        person=marina,
        about="Мама, 35 лет. Сын перешёл из школы № 950 в школу № 241.",
        expect="Не входит: дневник её не находит, она называет школу и сына, а школа сначала решает об ограничении.",
        band=Band.PARENT,
        outcome=Outcome.NOT_FOUND,
    )
    father = Persona(
        number=97,
        person=viktor,
        about="Папа, 38 лет. Суд ограничил его в правах; новая школа ещё раз вписала его в список.",
        expect="Не входит: дневник его не находит, список новой школы ничего ему не открыл.",
        band=Band.PARENT,
        outcome=Outcome.NOT_FOUND,
    )
    son = Persona(
        number=98,
        person=artyom,
        about="Ученик школы № 241, 11 лет, перешёл из школы № 950.",
        expect="Не входит, пока новая школа не решит об ограничении и не свяжет с ним маму.",
        band=Band.UNDER_14,
        outcome=Outcome.NO_PARENT,
        assurance="child",
    )
    return mother, father, son
