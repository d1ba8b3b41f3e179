"""Rows about people are entered by `for_staff(user)` or `for_system(by=)`, never by the plain manager."""

import ast

import pytest

from tests import source
from tests.scopes import unscoped


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("Student.objects.all()", id="the manager"),
        pytest.param("Parent._default_manager.get(pk=1)", id="the default manager"),
        pytest.param("models.RecordClaim.objects.count()", id="through the module"),
        pytest.param("get_object_or_404(MismatchCase, pk=pk)", id="the shortcut with the bare model"),
        pytest.param("shortcuts.get_object_or_404(Student, pk=pk)", id="the shortcut through its module"),
        pytest.param("from schools.models import Student as S\nS.objects.all()", id="under another name"),
        pytest.param("self.model.objects.all()", id="whatever model an admin has"),
        pytest.param("model._base_manager.all()", id="whatever model was handed over"),
        pytest.param("type(record).objects.all()", id="the model of a row"),
    ],
)
def test_a_way_round_the_fence_is_seen(code: str) -> None:
    assert list(unscoped(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("Student.for_staff(user)", id="for staff"),
        pytest.param("Parent.for_system(by='night')", id="for a named job"),
        pytest.param("get_object_or_404(MismatchCase.for_staff(user), pk=pk)", id="the shortcut within the fence"),
        pytest.param("Region.objects.all()", id="rows about nobody"),
    ],
)
def test_the_fence_itself_is_no_offence(code: str) -> None:
    assert not list(unscoped(ast.parse(code)))


def test_people_are_entered_through_the_fence() -> None:
    outside = [path for path in source.product() if "models" not in path.parts]
    found = [source.place(path, node) for path in outside for node in unscoped(source.tree(path))]
    assert not found, f"Start from for_staff(user) or for_system(by=…): {found}"
