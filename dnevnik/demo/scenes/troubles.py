"""What goes wrong between the portal and Gosuslugi: every one of these parents would get in otherwise."""

from functools import partial

from accounts.matching.profile import Band
from accounts.outcomes import Outcome
from dnevnik.demo.people import FEMALE, MALE, Child, Family
from dnevnik.demo.personas import Author, Persona, Scene
from dnevnik.demo.schools import MOSCOW_241

Parent = partial(Persona, band=Band.PARENT)


def scenes(author: Author) -> tuple[Scene, ...]:
    return tuple(write(author) for write in (_ilyins, _sergeevs, _frolovs, _romanovs))


def _ilyins(author: Author) -> Scene:
    oleg = author.person("Ильин Олег Борисович", 40, MALE)
    inna = author.person("Ильина Инна Васильевна", 38, FEMALE)
    refuses = Parent(
        number=81,
        person=oleg,
        about="Папа, 40 лет. Передумал входить: нажмите «Отказать».",
        expect="Вход отменён, ничего не сохранено.",
        outcome=Outcome.DENIED,
        answer="deny",
    )
    nameless = Parent(
        number=82,
        person=inna,
        about="Мама, 38 лет. Не даёт дневнику своё имя.",
        expect="Не входит: без имени дневник её не узнает.",
        outcome=Outcome.SCOPE_DENIED,
        withholds=("fullname", "profile"),
    )
    child = author.child("Ильин Захар Олегович", 9, MALE, school=MOSCOW_241)
    return _scene(child, nameless, refuses)


def _sergeevs(author: Author) -> Scene:
    alla = author.person("Сергеева Алла Викторовна", 41, FEMALE)
    denis = author.person("Сергеев Денис Юрьевич", 43, MALE)
    secretive = Parent(
        number=83,
        person=alla,
        about="Мама, 41 год. Не даёт дневнику СНИЛС.",
        expect="Не входит: без СНИЛС дневник её не узнает.",
        outcome=Outcome.SCOPE_DENIED,
        withholds=("snils",),
    )
    down = Parent(
        number=84,
        person=denis,
        about="Папа, 43 года. Госуслуги при его входе не отвечают.",
        expect="Не входит: надо подождать, страница сама попробует снова.",
        outcome=Outcome.PROVIDER_DOWN,
        trouble="unavailable",
    )
    child = author.child("Сергеева Ева Денисовна", 10, FEMALE, school=MOSCOW_241)
    return _scene(child, secretive, down)


def _frolovs(author: Author) -> Scene:
    vera = author.person("Фролова Вера Анатольевна", 36, FEMALE)
    anton = author.person("Фролов Антон Павлович", 37, MALE)
    wrong = Parent(
        number=85,
        person=vera,
        about="Мама, 36 лет. Госуслуги присылают ответ от чужого входа.",
        expect="Не входит: ответ не прошёл проверку, нужно войти ещё раз.",
        outcome=Outcome.PROVIDER_ERROR,
        trouble="wrong_answer",
    )
    elsewhere = Parent(
        number=86,
        person=anton,
        about="Папа, 37 лет. Возвращается в дневник в другом браузере.",
        expect="Не входит: вход надо начать заново в этом браузере.",
        outcome=Outcome.OTHER_BROWSER,
        trouble="other_browser",
    )
    child = author.child("Фролов Степан Антонович", 8, MALE, school=MOSCOW_241)
    return _scene(child, wrong, elsewhere)


def _romanovs(author: Author) -> Scene:
    nadezhda = author.person("Романова Надежда Львовна", 44, FEMALE)
    vadim = author.person("Романов Вадим Кириллович", 45, MALE)
    slow = Parent(
        number=87,
        person=nadezhda,
        about="Мама, 44 года. Ждёт код из СМС дольше получаса.",
        expect="Не входит: время входа вышло (если не ждать, попадёт к согласиям).",
        outcome=Outcome.EXPIRED,
        trouble="slow",
    )
    twice = Parent(
        number=88,
        person=vadim,
        about="Папа, 45 лет. Открывает одну и ту же ссылку два раза.",
        expect="Первый раз попадает к согласиям, второй раз ссылка уже не действует.",
        outcome=Outcome.USED,
        trouble="twice",
    )
    child = author.child("Романова Алиса Вадимовна", 12, FEMALE, school=MOSCOW_241)
    return _scene(child, slow, twice)


def _scene(child: Child, mother: Persona, father: Persona) -> Scene:
    family = Family(children=(child,), mother=mother.person, father=father.person)
    return Scene(families=(family,), personas=(mother, father))
