"""The demo's regions: one large, two small ones that do things their own way. Omsk's hotline and its hours are real
(checklist SY-16, WT-08); everything else is invented, and the other telephones belong to nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

RULES_SINCE = date(2024, 4, 1)
"""From when the small regions compare in their own way."""


@dataclass(frozen=True, kw_only=True)
class DemoRegion:
    """`facts` are fields of the register's Region; `profiles` those of its MatchProfile, by band.

    `pupils` that can be taken come in by its schools' lists; `careless` lists hold a few more that cannot.
    """

    facts: Mapping[str, Any]
    pupils: int
    careless: bool = False
    profiles: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def code(self) -> str:
        code: str = self.facts["code"]
        return code


MOSCOW = DemoRegion(
    facts={
        "code": "RU-MOW",
        "name": "Москва",
        "time_zone": "Europe/Moscow",
        "provider": "stand",
        "hotline": "+7 495 000-01-12",
        "hotline_hours": "пн–пт 9:00–18:00",
    },
    pupils=600,
    careless=True,
)
RYAZAN = DemoRegion(
    facts={
        "code": "RU-RYA",
        "name": "Рязанская область",
        "time_zone": "Europe/Moscow",
        "provider": "stand",
        "hotline": "+7 491 000-00-62",
        "hotline_hours": "пн–пт 9:00–17:00",
        "feedback_url": "https://pos.gosuslugi.ru/",
        "has_notice_channel": True,
        "office": "Рязань, улица Вымышленная, дом 1, кабинет 12; пн–чт 10:00–16:00",
        "post_address": "390000, Рязань, улица Вымышленная, дом 1",
    },
    pupils=25,
    profiles={
        "under_14": {"minimum_level": "child", "certificate_blocks": True},
        "from_14": {"minimum_level": "confirmed", "certificate_blocks": True},
    },
)
OMSK = DemoRegion(
    facts={
        "code": "RU-OMS",
        "name": "Омская область",
        "time_zone": "Asia/Omsk",
        "provider": "stand-esia",
        "hotline": "8-800-381-1234",
        "hotline_hours": "пн–чт 8:30–17:30, пт 8:30–16:15, обед 13:00–13:45",
        "grace_days": 90,
    },
    pupils=25,
    profiles={
        "under_14": {"minimum_level": "child", "snils_required": True},
        "from_14": {"minimum_level": "confirmed", "snils_required": True},
    },
)
REGIONS = (MOSCOW, RYAZAN, OMSK)
