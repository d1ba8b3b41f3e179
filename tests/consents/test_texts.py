"""The words: what is promised is true, and no version is rewritten."""

from hashlib import sha256

import pytest

from accounts.outcomes import Act, Facts, RegionContact
from consents import texts
from consents.models import ConsentText

M_06 = (
    "Согласия уже запрошены автоматически — родителям в их личные кабинеты на портале Госуслуг придут уведомления. "
    "Чтобы выдать согласие, одному из родителей нужно перейти по ссылке из уведомления."
)
M_07 = "Перейдите по ссылке из уведомления, направленного в ваш личный кабинет на Госуслугах."


def facts(*, channel: bool, asked: bool = False) -> Facts:
    return Facts(region=RegionContact(has_notice_channel=channel), asked=asked)


@pytest.mark.parametrize(
    ("channel", "asked", "promised"),
    [
        pytest.param(True, True, True, id="asked, and the region sends notices"),
        pytest.param(True, False, False, id="linked parents have never been here: nobody was asked"),
        pytest.param(False, True, False, id="asked, but the region has no such channel"),
    ],
)
def test_m_06_promises_only_what_happened(channel: bool, asked: bool, promised: bool) -> None:  # noqa: FBT001  a table's columns
    page = texts.consent_parent(facts(channel=channel, asked=asked))
    assert page.lead == "Для входа в дневник нужно согласие одного из родителей"
    assert (M_06 in page.details) is promised
    assert ("Один из родителей входит и даёт согласие в разделе «Согласия»." in page.details) is not promised


@pytest.mark.parametrize("asked", [True, False])
def test_a_reminder_is_offered_to_whoever_can_be_reminded(asked: bool) -> None:  # noqa: FBT001  a table's column
    assert (Act.REMIND_PARENTS in texts.consent_parent(facts(channel=False, asked=asked)).acts) is asked


@pytest.mark.parametrize("channel", [True, False])
def test_m_07_word_for_word(channel: bool) -> None:  # noqa: FBT001  a table's column
    page = texts.consent_self(facts(channel=channel))
    assert page.lead == "Для входа в дневник необходимо согласие."
    assert (M_07 in page.details) is channel


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("subject", "versions"),
    [
        pytest.param("self", {1: "в любой момент в школе", 2: "в разделе «Согласия»"}, id="about oneself"),
        pytest.param("child", {1: "в любой момент в школе", 2: "в разделе «Согласия»"}, id="about a child"),
        pytest.param("parents", {1: "в разделе «Согласия»"}, id="parents of an adult pupil"),
    ],
)
def test_every_version_stays_with_its_hash(subject: str, versions: dict[int, str]) -> None:
    rows = {text.version: text for text in ConsentText.objects.filter(subject=subject)}
    assert rows.keys() == versions.keys()
    for version, text in rows.items():
        assert versions[version] in " ".join(text.body.split())
        assert text.digest == sha256(f"{text.title}\n{text.body}".encode()).hexdigest()


@pytest.mark.parametrize("subject", ConsentText.Subject.values)
def test_consequences_name_no_other_person(subject: str) -> None:
    told = " ".join(texts.consequences(subject))
    assert "Школьные документы останутся" in told or subject == "parents"
    assert not {"отец", "мать", "второй родитель"} & set(told.lower().split())
