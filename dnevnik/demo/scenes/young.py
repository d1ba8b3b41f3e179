"""Pupils under 14, with accounts that their parents made for them."""

from dataclasses import replace
from functools import partial

from accounts.matching.profile import Band
from accounts.outcomes import Outcome
from dnevnik.demo.deeds import EnterAgain
from dnevnik.demo.people import FEMALE, MALE, Family
from dnevnik.demo.personas import Author, Listed, Persona, Scene, numberless
from dnevnik.demo.regions import OMSK, RYAZAN
from dnevnik.demo.schools import MOSCOW_241, MOSCOW_950, OMSK_317, RYAZAN_117

# A pupil of this age with the account that the parent made.
Pupil = partial(Persona, band=Band.UNDER_14, assurance="child")


def scenes(author: Author) -> tuple[Scene, ...]:
    return tuple(write(author) for write in (*DIFFERING, *REFUSED, *WAITING))


def _akhmedovs(author: Author) -> Scene:
    timur = author.child("Ахмедов Тимур", 9, MALE, school=MOSCOW_950)
    pupil = Pupil(
        number=33,
        person=timur,
        about="Ученик школы № 950, 9 лет. На Госуслугах он без отчества.",
        expect="Не входит: в школе отчество есть, на Госуслугах его нет.",
        outcome=Outcome.DIFFERS,
    )
    return author.with_mother(pupil, replace(timur, patronymic="Русланович"), "Ахмедова Зарина Тимуровна")


def _gromovs(author: Author) -> Scene:
    vasilisa = author.child("Громова Василиса Артёмовна", 10, FEMALE, school=RYAZAN_117)
    pupil = Pupil(
        number=34,
        person=vasilisa,
        about="Ученица школы № 117, 10 лет, Рязанская область. В школе другой номер свидетельства.",
        expect="Не входит: в этом регионе свидетельство о рождении должно совпадать.",
        region=RYAZAN.code,
        outcome=Outcome.CERTIFICATE_DIFFERS,
    )
    written = replace(vasilisa, certificate=author.numbers.certificate())
    return author.with_mother(pupil, written, "Громова Алёна Юрьевна")


def _ryabovs(author: Author) -> Scene:
    stepan = author.child("Рябов Степан Никитич", 9, MALE, school=OMSK_317)
    pupil = Pupil(
        number=35,
        person=stepan,
        about="Ученик школы № 317, 9 лет, Омская область. СНИЛС в школе не записан.",
        expect="Не входит: может передать школе СНИЛС, проверенный Госуслугами.",
        region=OMSK.code,
        outcome=Outcome.SNILS_ABSENT,
    )
    vera = author.person("Рябова Вера Олеговна", 39, FEMALE)
    mother = Persona(
        number=27,
        person=vera,
        about="Мама, 39 лет. Омская область, сын Степан учится в школе № 317.",
        expect="Входит в дневник и видит сына: её СНИЛС в школе записан.",
        band=Band.PARENT,
        region=OMSK.code,
        children=(Listed(child=stepan, account=35),),
    )
    family = Family(children=(replace(stepan, snils=""),), mother=vera, father=None)
    return Scene(families=(family,), personas=(pupil, mother))


def _zuevs(author: Author) -> Scene:
    alyona = author.child("Зуева Алёна Игоревна", 8, FEMALE, school=MOSCOW_241)
    pupil = Pupil(
        number=36,
        person=alyona,
        about="Ученица школы № 241, 8 лет. В школе нет ни СНИЛС, ни свидетельства.",
        expect="Не входит: дневник её не находит и спрашивает школу и класс.",
        outcome=Outcome.NOT_FOUND,
    )
    return author.with_mother(pupil, numberless(alyona), "Зуева Полина Марковна")


def _belyaevs(author: Author) -> Scene:
    zlata = author.child("Беляева Злата Ильинична", 8, FEMALE, school=MOSCOW_241)
    pupil = Pupil(
        number=43,
        person=zlata,
        about="Ученица школы № 241, 8 лет. СНИЛС в школе не записан; свидетельство проверят, когда скажете в кабинете.",
        expect="Не входит: дневник просит дождаться проверки; после неё находит Злату по свидетельству.",
        outcome=Outcome.NOT_FOUND,
        certificate_status="verifying",
    )
    return author.with_mother(pupil, replace(zlata, snils=""), "Беляева Инга Романовна")


def _karpovs(author: Author) -> Scene:
    savely = author.child("Карпов Савелий Денисович", 11, MALE, school=RYAZAN_117)
    pupil = Pupil(
        number=37,
        person=savely,
        about="Ученик школы № 117, 11 лет, Рязанская область. В школе нет ни СНИЛС, ни свидетельства.",
        expect="Не входит: дневник не найден, родители сообщают через форму обратной связи.",
        region=RYAZAN.code,
        outcome=Outcome.NOT_FOUND,
    )
    return author.with_mother(pupil, numberless(savely), "Карпова Мария Львовна")


def _tarasovs(author: Author) -> Scene:
    lev = author.child("Тарасов Лев Антонович", 12, MALE, school=MOSCOW_950)
    pupil = Pupil(
        number=38,
        person=lev,
        about="Ученик школы № 950, 12 лет. Школа завела две карточки: со СНИЛС и со свидетельством.",
        expect="Не входит: школа сверит данные с документами.",
        outcome=Outcome.AMBIGUOUS,
    )
    scene = author.with_mother(pupil, replace(lev, certificate=""), "Тарасова Инна Сергеевна")
    return replace(scene, deeds=(EnterAgain(child=replace(lev, snils="")),))


def _vlasovs(author: Author) -> Scene:
    darya = author.child("Власова Дарья Павловна", 9, FEMALE, school=MOSCOW_241)
    pupil = Pupil(
        number=39,
        person=darya,
        about="Ученица школы № 241, 9 лет. Её СНИЛС записан в карточке мамы.",
        expect="Не входит: дневник спрашивает, под своей ли учётной записью вошли.",
        outcome=Outcome.WRONG_ROLE,
    )
    scene = author.with_mother(pupil, numberless(darya), "Власова Жанна Петровна")
    (family,) = scene.families
    mother = family.mother and replace(family.mother, snils=darya.snils)
    return replace(scene, families=(replace(family, mother=mother),))


def _polyakovs(author: Author) -> Scene:
    mark = author.child("Поляков Марк Андреевич", 13, MALE, school=MOSCOW_950)
    pupil = Pupil(
        number=40,
        person=mark,
        about="Ученик школы № 950, 13 лет. Упрощённую учётную запись завёл сам.",
        expect="Не входит: детскую учётную запись создаёт родитель.",
        outcome=Outcome.LEVEL_LOW,
        assurance="other",
    )
    return author.with_mother(pupil, mark, "Полякова Ирина Денисовна")


def _medvedevs(author: Author) -> Scene:
    eva = author.child("Медведева Ева Романовна", 7, FEMALE, school=RYAZAN_117)
    pupil = Pupil(
        number=41,
        person=eva,
        about="Ученица школы № 117, 7 лет, Рязанская область. Мама входила, но согласия ещё не дала.",
        expect="Ждёт согласия: маме приходит уведомление на Госуслугах.",
        region=RYAZAN.code,
        outcome=Outcome.CONSENT_PARENT,
    )
    mother = Persona(
        number=25,
        person=author.person("Медведева Софья Ильинична", 34, FEMALE),
        about="Мама, 34 года, Рязанская область. Дочь Ева ждёт её согласия.",
        expect="Получает уведомление, даёт согласия и входит; потом входит и Ева.",
        band=Band.PARENT,
        region=RYAZAN.code,
        after=(pupil.number,),
    )
    return author.with_mother_who_came(pupil, eva, mother)


def _kims(author: Author) -> Scene:
    platon = author.child("Ким Платон Станиславович", 12, MALE, school=MOSCOW_950)
    pupil = Pupil(
        number=42,
        person=platon,
        about="Ученик школы № 950, 12 лет. В школе с ним не связан ни один взрослый.",
        expect="Не входит: согласие дать некому, взрослый обращается в школу.",
        outcome=Outcome.NO_PARENT,
    )
    return Scene(families=(Family(children=(platon,), mother=None, father=None),), personas=(pupil,))


DIFFERING = (_akhmedovs, _gromovs, _ryabovs)
REFUSED = (_zuevs, _belyaevs, _karpovs, _tarasovs, _vlasovs, _polyakovs)
WAITING = (_medvedevs, _kims)
