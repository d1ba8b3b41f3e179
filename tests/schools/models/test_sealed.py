"""Sealed columns, the keys derived beside them, and the ways round them that are shut."""

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from schools.models import Parent, Student
from schools.models.person import KEYS, FrozenColumns
from schools.models.sealed import keyring
from schools.sealing import Keyring, SealBroken, blind_index, seal, unseal
from tests.factories import create_parent, create_school, create_student, synthetic_snils

pytestmark = pytest.mark.django_db
NUMBER = synthetic_snils(17)


def test_the_database_holds_no_clear_number() -> None:
    create_parent(school=create_school(), snils=NUMBER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM schools_parent")
        row = " ".join(map(str, cursor.fetchone()))
    assert "Соколова" in row
    assert NUMBER not in row
    assert NUMBER.replace("-", "").replace(" ", "") not in row


def test_the_attribute_gives_what_it_was_given_and_values_give_ciphertext() -> None:
    record = create_parent(school=create_school(), snils=NUMBER)
    assert Parent.objects.get(pk=record.pk).snils == NUMBER
    assert str(Parent.objects.values_list("snils", flat=True).get()).startswith("test-1:")


def test_a_deferred_number_is_read_when_asked_for() -> None:
    create_parent(school=create_school(), snils=NUMBER)
    assert Parent.objects.defer("snils").get().snils == NUMBER


def test_a_ciphertext_moved_to_another_row_does_not_open() -> None:
    school = create_school()
    first, second = create_parent(school=school, snils=NUMBER), create_parent(school=school)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE schools_parent SET snils = (SELECT p.snils FROM schools_parent p WHERE p.id = %s) WHERE id = %s",
            [
                str(first.pk).replace("-", "") if connection.vendor == "sqlite" else first.pk,
                str(second.pk).replace("-", "") if connection.vendor == "sqlite" else second.pk,
            ],
        )
    with pytest.raises(SealBroken):
        _ = Parent.objects.get(pk=second.pk).snils


def test_a_row_copied_with_its_ciphertext_is_not_saved_under_another_key() -> None:
    record = create_parent(school=create_school(), snils=NUMBER)
    copy = Parent.objects.get(pk=record.pk)
    copy.pk = Parent().pk
    with pytest.raises(SealBroken):
        copy.save(force_insert=True)


def test_copying_through_the_attribute_seals_anew() -> None:
    record = create_parent(school=create_school(), snils=NUMBER)
    other = create_parent(school=create_school())
    other.snils = Parent.objects.get(pk=record.pk).snils
    other.save()
    assert Parent.objects.get(pk=other.pk).snils == NUMBER


def test_saving_unchanged_keeps_the_ciphertext() -> None:
    record = create_parent(school=create_school(), snils=NUMBER)
    before = Parent.objects.values_list("snils", flat=True).get()
    Parent.objects.get(pk=record.pk).save()
    assert Parent.objects.values_list("snils", flat=True).get() == before


def test_an_older_key_still_opens() -> None:
    ring = keyring()
    sealed = seal(NUMBER, keyring=Keyring(ring.secrets, "test-0", ring.index_secret), place="here")
    assert sealed.startswith("test-0:")
    assert unseal(sealed, keyring=ring, place="here") == NUMBER


@pytest.mark.parametrize("broken", ["", "nobody:AAAA", "test-1:", "test-1:AAAA", "test-1:не то"], ids=repr)
def test_what_was_not_sealed_here_does_not_open(broken: str) -> None:
    with pytest.raises(SealBroken):
        unseal(broken, keyring=keyring(), place="here")


def test_equal_numbers_have_equal_indexes_in_every_table_and_school() -> None:
    parent = create_parent(school=create_school(), snils=NUMBER)
    student = create_student(school=create_school(), snils=NUMBER)
    assert parent.snils_index == student.snils_index
    assert blind_index(NUMBER, keyring=keyring(), purpose="certificate") != parent.snils_index


def test_bulk_create_derives_every_key() -> None:
    school = create_school()
    Student.objects.bulk_create(
        [Student(school=school, surname="Ёжикова-Мышкина", given_name="Анна", patronymic="-", snils=NUMBER)]
    )
    row = Student.objects.get()
    assert {name: derive(row) for name, derive in KEYS.items()} == {name: getattr(row, name) for name in KEYS}
    assert (row.patronymic_key, row.certificate_index) == ("", None)
    assert row.surname_key == "ежиковамышкина"


def test_no_lookup_but_isnull_reaches_a_sealed_column() -> None:
    create_parent(school=create_school(), snils=NUMBER)
    assert Parent.objects.filter(snils__isnull=False).count() == 1
    for lookup in ("snils", "snils__contains", "snils__lower"):
        with pytest.raises(FieldError):
            list(Parent.objects.filter(**{lookup: NUMBER}))


def test_identity_columns_are_never_written_past_their_keys() -> None:
    record = create_parent(school=create_school(), snils=NUMBER)
    with pytest.raises(FrozenColumns):
        Parent.objects.update(surname="Другая")
    with pytest.raises(FrozenColumns):
        Parent.objects.bulk_update([record], ["snils"])
    with pytest.raises(FrozenColumns):
        record.save(update_fields=["given_name"])
    assert Parent.objects.update(birth_date=None) == 1
