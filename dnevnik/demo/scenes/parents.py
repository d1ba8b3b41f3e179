"""Parents: what keeps one out, each in a family of one's own."""

from dataclasses import replace

from accounts.matching.profile import Band
from accounts.outcomes import Outcome
from dnevnik.demo.deeds import Restrict
from dnevnik.demo.people import FEMALE, MALE, Family
from dnevnik.demo.personas import Author, Persona, Scene
from dnevnik.demo.regions import OMSK, RYAZAN
from dnevnik.demo.schools import MOSCOW_241, MOSCOW_950, MOSCOW_1005, OMSK_317, RYAZAN_117


def scenes(author: Author) -> tuple[Scene, ...]:
    return tuple(write(author) for write in (*DIFFERING, *REFUSED, *WAITING))


def _hasanovs(author: Author) -> Scene:
    elmira = author.person("Гасанова Эльмира Руслановна", 36, FEMALE)
    ali = author.child("Гасанов Али Маратович", 9, MALE, school=MOSCOW_241)
    mother = Persona(
        number=12,
        person=elmira,
        about="Мама, 36 лет. Сын учится в школе № 241.",
        expect="Не входит: отчество есть на Госуслугах, а в школе его нет.",
        band=Band.PARENT,
        outcome=Outcome.DIFFERS,
    )
    family = Family(children=(ali,), mother=replace(elmira, patronymic=""), father=None)
    return Scene(families=(family,), personas=(mother,))


def _vinogradovs(author: Author) -> Scene:
    natalya = author.person("Виноградова Наталья Павловна", 40, FEMALE)
    mark = author.child("Виноградов Марк Ильич", 10, MALE, school=OMSK_317)
    mother = Persona(
        number=13,
        person=natalya,
        about="Мама, 40 лет. Омская область, сын учится в школе № 317.",
        expect="Не входит: на Госуслугах она Наталья, а в школе – Наталия.",
        band=Band.PARENT,
        region=OMSK.code,
        outcome=Outcome.DIFFERS,
    )
    family = Family(children=(mark,), mother=replace(natalya, given_name="Наталия"), father=None)
    return Scene(families=(family,), personas=(mother,))


def _simonovs(author: Author) -> Scene:
    yulia = author.person("Симонова Юлия Андреевна", 33, FEMALE)
    kira = author.child("Рябова Кира Денисовна", 8, FEMALE, school=RYAZAN_117)
    mother = Persona(
        number=24,
        person=yulia,
        about="Мама, 33 года. Рязанская область, дочь учится в школе № 117.",
        expect="Не входит: сменила фамилию, а в школе записана прежняя.",
        band=Band.PARENT,
        region=RYAZAN.code,
        outcome=Outcome.DIFFERS,
    )
    family = Family(children=(kira,), mother=replace(yulia, surname="Рябова"), father=None)
    return Scene(families=(family,), personas=(mother,))


def _zaytsevs(author: Author) -> Scene:
    lyudmila = author.person("Зайцева Людмила Степановна", 45, FEMALE)
    pavel = author.child("Зайцев Павел Романович", 13, MALE, school=RYAZAN_117)
    mother = Persona(
        number=15,
        person=lyudmila,
        about="Мама, 45 лет. Рязанская область, сын учится в школе № 117, её СНИЛС там не записан.",
        expect="Не входит: дневник не найден, есть ссылка на форму обратной связи.",
        band=Band.PARENT,
        region=RYAZAN.code,
        outcome=Outcome.NOT_FOUND,
    )
    family = Family(children=(pavel,), mother=replace(lyudmila, snils=""), father=None)
    return Scene(families=(family,), personas=(mother,))


def _orlovs(author: Author) -> Scene:
    svetlana = author.person("Орлова Светлана Павловна", 37, FEMALE)
    diana = author.child("Орлова Диана Вадимовна", 11, FEMALE, school=MOSCOW_241)
    first = Persona(
        number=16,
        person=svetlana,
        about="Мама, 37 лет. Прежняя учётная запись. Дочь учится в школе № 241.",
        expect="Входит под прежней учётной записью и видит дочь.",
        band=Band.PARENT,
    )
    second = Persona(
        number=17,
        person=svetlana,
        about="Мама, 37 лет. Та же Светлана Орлова, учётная запись создана заново после взлома.",
        expect="Не входит, если под прежней записью уже входили: школа сверит данные.",
        band=Band.PARENT,
        outcome=Outcome.AMBIGUOUS,
        after=(16,),
    )
    return Scene(families=(Family(children=(diana,), mother=svetlana, father=None),), personas=(first, second))


def _belyaevs(author: Author) -> Scene:
    ksenia = author.person("Беляева Ксения Игоревна", 34, FEMALE)
    bogdan = author.child("Беляев Богдан Кириллович", 7, MALE, school=MOSCOW_950)
    mother = Persona(
        number=18,
        person=ksenia,
        about="Мама, 34 года. Сын учится в школе № 950, её СНИЛС записан там в карточке сына.",
        expect="Не входит: дневник спрашивает, под своей ли учётной записью она вошла.",
        band=Band.PARENT,
        outcome=Outcome.WRONG_ROLE,
    )
    swapped = replace(bogdan, snils=ksenia.snils)
    family = Family(children=(swapped,), mother=replace(ksenia, snils=""), father=None)
    return Scene(families=(family,), personas=(mother,))


def _fomins(author: Author) -> Scene:
    konstantin = author.person("Фомин Константин Ильич", 46, MALE)
    yana = author.child("Фомина Яна Константиновна", 14, FEMALE, school=MOSCOW_1005)
    father = Persona(
        number=19,
        person=konstantin,
        about="Папа, 46 лет. Дочь учится в школе № 1005. Учётная запись не подтверждена.",
        expect="Не входит: сначала надо подтвердить учётную запись на Госуслугах.",
        band=Band.PARENT,
        outcome=Outcome.LEVEL_LOW,
        assurance="other",
    )
    return Scene(families=(Family(children=(yana,), mother=None, father=konstantin),), personas=(father,))


def _krylovs(author: Author) -> Scene:
    anton = author.person("Крылов Антон Сергеевич", 42, MALE)
    galina = author.person("Крылова Галина Тимуровна", 39, FEMALE)
    ulyana = author.child("Крылова Ульяна Антоновна", 10, FEMALE, school=MOSCOW_950)
    father = Persona(
        number=20,
        person=anton,
        about="Папа, 42 года. Дочь учится в школе № 950, суд ограничил его в правах.",
        expect="Не входит: школа разберётся лично, с документами.",
        band=Band.PARENT,
        outcome=Outcome.RESTRICTED,
    )
    order = Restrict(adult=anton, child=ulyana, act_number="2-117/2025", act_issuer="Бутырский районный суд Москвы")
    family = Family(children=(ulyana,), mother=galina, father=anton)
    return Scene(families=(family,), personas=(father,), deeds=(order,))


def _titovs(author: Author) -> Scene:
    oksana = author.person("Титова Оксана Валерьевна", 38, FEMALE)
    lev = author.child("Титов Лев Максимович", 9, MALE, school=RYAZAN_117)
    mother = Persona(
        number=21,
        person=oksana,
        about="Мама, 38 лет. Рязанская область, сын учится в школе № 117. Входит впервые.",
        expect="Перед входом решает о согласии; ссылка есть и в уведомлении на Госуслугах.",
        band=Band.PARENT,
        region=RYAZAN.code,
        outcome=Outcome.CONSENT_SELF,
    )
    return Scene(families=(Family(children=(lev,), mother=oksana, father=None),), personas=(mother,))


DIFFERING = (_hasanovs, _vinogradovs, _simonovs)
REFUSED = (_zaytsevs, _orlovs, _belyaevs, _fomins, _krylovs)
WAITING = (_titovs,)
