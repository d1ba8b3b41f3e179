"""Every refusal has words of its own."""

from schools.actions.four_eyes import NotTheSecond
from schools.actions.links import LinkRefused
from schools.admin.refusals import link_refused, not_the_second


def test_no_refusal_of_a_link_is_without_words() -> None:
    refusals = LinkRefused.__subclasses__()
    said = {link_refused(refusal(), student="Котов Пётр") for refusal in refusals}
    assert len(said) == len(refusals) > 3


def test_nor_is_one_of_a_second_person() -> None:
    refusals = NotTheSecond.__subclasses__()
    said = {not_the_second(refusal()) for refusal in refusals}
    assert len(said) == len(refusals) > 2
