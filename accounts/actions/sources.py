"""From rows to what the rules compare: numbers travel as blind indexes, so nothing is decrypted to match."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from accounts.claims import Gender, Level
from accounts.matching.person import Claimed, Record, Role
from accounts.matching.profile import Band, Profile, default_profiles
from accounts.models import VerifiedIdentity
from schools.identifiers import names
from schools.models import MatchProfile, Parent, Region, Student
from schools.models.prepared import prepared


def local_date(region: Region, *, at: datetime) -> date:
    """The date in the region at this instant: the one that birthdays and validity are judged by (X-05)."""
    return at.astimezone(ZoneInfo(region.time_zone)).date()


def local_time(region: Region | None, *, at: datetime) -> str:
    """The time there as people read it, `ЧЧ:ММ`; Moscow's where no region is known."""
    return f"{at.astimezone(ZoneInfo(region.time_zone if region else 'Europe/Moscow')):%H:%M}"


def claimed_of(verified: VerifiedIdentity) -> Claimed:
    """The person at the door."""
    return Claimed(
        surname=verified.surname,
        given_name=verified.given_name,
        patronymic=verified.patronymic,
        birth_date=verified.birth_date,
        gender=Gender(verified.gender) if verified.gender else None,
        snils=verified.snils_index,
        certificate=verified.certificate_index,
        level=Level(verified.level),
    )


def record_of(row: Student | Parent) -> Record:
    """One record of the register."""
    is_student = isinstance(row, Student)
    return Record(
        record_id=row.pk,
        role=Role.STUDENT if is_student else Role.PARENT,
        surname=row.surname,
        given_name=row.given_name,
        patronymic=row.patronymic,
        birth_date=row.birth_date,
        gender=Gender(row.gender) if row.gender else None,
        snils=row.snils_index,
        certificate=row.certificate_index if isinstance(row, Student) else None,
    )


def profiles_of(region: Region, *, on: date) -> Mapping[Band, Profile]:
    """How this region compares on this day: its own rows over the defaults."""
    written = {Band(row.band): _profile(row) for row in _written(region.pk, on)}
    return default_profiles() | written


class Profiles:
    """How regions compare at one moment, each read once: a sign-in is judged by one word from its level to its desk."""

    def __init__(self, *, at: datetime) -> None:
        self._at = at
        self._read: dict[int, Mapping[Band, Profile]] = {}

    def of(self, region: Region) -> Mapping[Band, Profile]:
        """By the region's own date at that moment."""
        if region.pk not in self._read:
            self._read[region.pk] = profiles_of(region, on=local_date(region, at=self._at))
        return self._read[region.pk]


@prepared
def _written(region: int, on: date) -> QuerySet[MatchProfile]:
    """The rows in force, of two for one band the later one last."""
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return MatchProfile.objects.filter(in_force, region=region, valid_from__lte=on).order_by("valid_from")


def _profile(row: MatchProfile) -> Profile:
    equal = {
        names.Kind.CASE: row.case_is_equal,
        names.Kind.YO: row.yo_is_equal,
        names.Kind.HYPHEN_OR_SPACE: row.hyphen_is_equal,
        names.Kind.LATIN_LOOKALIKE: row.latin_is_equal,
    }
    return Profile(
        certificate_is_anchor=row.certificate_is_anchor,
        minimum_level=Level(row.minimum_level),
        equal_kinds=frozenset(kind for kind, is_equal in equal.items() if is_equal),
        certificate_blocks=row.certificate_blocks,
        snils_required=row.snils_required,
        birth_date_blocks=row.birth_date_blocks,
        gender_blocks=row.gender_blocks,
    )
