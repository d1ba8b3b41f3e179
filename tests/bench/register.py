"""Fills the portal's database with schools, families and accounts.

One mother is entered, signs in and gives her consents as everybody does. The others are made in her image inside the
database: each with a number of her own, in a school of a thousand families, with a child, an account, an open claim
and both consents. So whatever columns the tables have, a row holds what the portal itself writes there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from accounts.actions import citizens, identities, sign_in
from accounts.models import ExternalIdentity, RecordClaim
from accounts.oidc.claims import verified_claims
from consents import asks
from consents.models import ConsentDecision
from schools.models import Parent, ParentChildLink
from schools.models.person import KEYS
from schools.models.sealed import index_of, keyring
from schools.sealing import seal
from tests.bench import people
from tests.factories import create_class, create_link, create_parent, create_region, create_school, create_student

BY = "bench"
FIRST = 1
"""The number of the mother who comes in by the ordinary way."""
PARENT, STUDENT, IDENTITY, LINK, CLAIM, OWN, CHILDS = range(1, 8)
"""What a key is of; its second group ends with it."""
PEOPLE = """
CREATE UNLOGGED TABLE bench_people (
    n integer, subject text, surname text, given_name text, patronymic text, surname_key text, given_name_key text,
    patronymic_key text, fingerprint text, birth_date date, snils_index text, parents_snils text, identitys_snils text,
    certificate_index text, certificate text
)
"""
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid::regclass::text = ANY(%s) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""
NAMED = ("surname", "given_name", "patronymic", "surname_key", "given_name_key", "patronymic_key", "fingerprint")
FOR_EACH_PERSON = "bench_people AS p"
FOR_EACH_SCHOOL = "generate_series(1, (%(users)s - 1) / 1000) AS p (n)"
FOR_EACH_CLASS = "generate_series(1, (%(users)s - 1) / 25) AS p (n)"
SCHOOL_OF_PERSON, CLASS_OF_PERSON = "t.school_id + (p.n - 1) / 1000", "t.school_class_id + (p.n - 1) / 25"


@dataclass(frozen=True)
class Image:
    """A row `t` that others are made like: in which columns each differs, in SQL, and for each `p` of what."""

    row: models.Model
    differs: dict[str, str]
    each: str = FOR_EACH_PERSON


def fill(users: int) -> None:
    """That many mothers with an account; and a second region, whose provider is silent."""
    create_region(code="RU-MOW", name="Регион, где Госуслуги молчат", provider="silent")
    images = images_of(first_family())
    with transaction.atomic(), connection.cursor() as cursor:
        # Made by rule out of rows that were checked: nothing is gained by checking a million again.
        cursor.execute("SET LOCAL session_replication_role = replica; SET LOCAL synchronous_commit = off")
        cursor.execute(PEOPLE)
        with cursor.copy("COPY bench_people FROM STDIN") as rows:
            for row in (person(n) for n in range(FIRST + 1, users + 1)):
                rows.write_row(row)
        with bare(cursor, {image.row._meta.db_table for image in images}):
            for image in images:
                cursor.execute(insertion(image), {"users": users, "key": image.row.pk})
        cursor.execute("DROP TABLE bench_people")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def bare(cursor: CursorWrapper, tables: set[str]) -> Iterator[None]:
    """These tables without the indexes that no constraint needs: a million rows are sorted faster than sorted in."""
    cursor.execute(INDEXES, [list(tables)])
    indexes = cursor.fetchall()
    for name, _made in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _name, made in indexes:
        cursor.execute(made)


def first_family() -> ExternalIdentity:
    """She signs in for the first time and agrees to everything."""
    now, told = timezone.now(), people.claims(FIRST)
    school, named = create_school(), dict(zip(NAMED, people.names(FIRST), strict=False))
    mother = create_parent(school=school, snils=told["snils"], birth_date=people.birth_date(FIRST), **named)
    in_class = create_class(school=school, on=now.date())
    child = create_student(school=school, certificate=people.certificate(FIRST), school_class=in_class, **named)
    create_link(parent=mother, student=child, on=now.date() - timedelta(days=40))
    issuer = settings.IDENTITY_PROVIDERS["stand"]["issuer"]
    claims = verified_claims(told, issuer=issuer, subject=told["sub"], claim_names={})
    verified = identities.remember(claims=claims, region=school.region, at=now)
    sign_in.ask_schools(verified=verified, region=school.region, at=now, by=BY)
    identity: ExternalIdentity = verified.identity
    for ask in asks.needed(identity, at=now):
        asks.give(identity=identity, key=ask.key, text_id=str(ask.text.pk), at=now, by=identity)
    citizens.account_of(identity=identity, by=BY)
    return ExternalIdentity.objects.select_related("user", "verified").get(pk=identity.pk)


def images_of(identity: ExternalIdentity) -> list[Image]:
    """Every row of the first family, each before those that point to it."""
    claim = RecordClaim.for_system(by=BY).select_related("school", "parent").get(identity=identity)
    link = ParentChildLink.for_system(by=BY).select_related("student__school_class").get(parent=claim.parent)
    own, about_child = ConsentDecision.for_system(by=BY).filter(giver=identity).order_by("identity_id")
    in_school = {"school_id": SCHOOL_OF_PERSON}
    names, number = {name: f"p.{name}" for name in NAMED}, {"snils_index": "p.snils_index"}
    mother = {**names, **number, "birth_date": "p.birth_date"}
    child = {**names, "certificate": "p.certificate", "certificate_index": "p.certificate_index"}
    her, hers, record = key_of(IDENTITY), key_of(STUDENT), key_of(PARENT)
    return [
        Image(claim.school, {"id": "t.id + p.n", "code": "'bench-' || p.n"}, FOR_EACH_SCHOOL),
        Image(link.student.school_class, class_columns(), FOR_EACH_CLASS),
        Image(claim.parent, {**in_school, **mother, "id": record, "snils": "p.parents_snils"}),
        Image(link.student, {**in_school, **child, "id": hers, "school_class_id": CLASS_OF_PERSON}),
        Image(link, {**in_school, "id": key_of(LINK), "parent_id": record, "student_id": hers}),
        Image(citizens.account_of(identity=identity, by=BY), {"id": "t.id + p.n", "username": f"'citizen-' || {her}"}),
        Image(identity, {"id": her, "subject": "p.subject", "user_id": "t.user_id + p.n"}),
        Image(identity.verified, {**mother, "identity_id": her, "snils": "p.identitys_snils"}),
        Image(claim, {**in_school, "id": key_of(CLAIM), "identity_id": her, "parent_id": record}),
        Image(own, {**in_school, "id": key_of(OWN), "giver_id": her, "identity_id": her}),
        Image(about_child, {**in_school, "id": key_of(CHILDS), "giver_id": her, "student_id": hers}),
    ]


def class_columns() -> dict[str, str]:
    return {"id": "t.id + p.n", "school_id": "t.school_id + p.n / 40", "letter": "p.n"}


def insertion(image: Image) -> str:
    """One statement for all rows of a kind: what does not differ is taken from the first."""
    meta = image.row._meta
    columns = [str(field.column) for field in meta.concrete_fields]
    values = [image.differs.get(column, f"t.{column}") for column in columns]
    first = f"(SELECT * FROM {meta.db_table} WHERE {meta.pk.column} = %(key)s) AS t"  # noqa: S608  names of our tables
    return (
        f"INSERT INTO {meta.db_table} ({', '.join(columns)}) "  # noqa: S608  the same
        f"SELECT {', '.join(values)} FROM {image.each}, {first}"
    )


def key(kind: int, n: int) -> str:
    """Keys that grow as those of uuid7 do."""
    return f"01900000-000{kind}-7000-8000-{n:012x}"


def key_of(kind: int) -> str:
    """The same in SQL, for the person `p`."""
    return f"('{key(kind, 0)[:24]}' || lpad(to_hex(p.n), 12, '0'))::uuid"


def person(n: int) -> tuple[object, ...]:
    """One row of PEOPLE, sealed and indexed as the models do it."""
    snils, certificate = people.claims(n)["snils"], people.certificate(n)
    return (
        n,
        people.subject(n),
        *name_columns(people.names(n)),
        people.birth_date(n),
        index_of(snils, purpose="snils"),
        seal(snils, keyring=keyring(), place=f"snils:{key(PARENT, n)}"),
        seal(snils, keyring=keyring(), place=f"snils:{key(IDENTITY, n)}"),
        index_of(certificate, purpose="certificate"),
        seal(certificate, keyring=keyring(), place=f"certificate:{key(STUDENT, n)}"),
    )


@cache
def name_columns(names: people.Names) -> tuple[str | None, ...]:
    """The columns NAMED: few people have names of their own."""
    record = Parent(**dict(zip(NAMED, names, strict=False)))
    return (*names, *(KEYS[name](record) for name in NAMED[len(names) :]))
