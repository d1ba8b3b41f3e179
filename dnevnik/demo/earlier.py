"""Sign-ins that lie behind when the demo begins: for somebody whose story is that they came before."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.actions import identities, sign_in
from accounts.actions.cases import AT_THE_DOOR
from accounts.claims import Document, DocumentKind, Gender, Level, Verification, VerifiedClaims
from accounts.models import ExternalIdentity
from accounts.oidc import provider as providers
from dnevnik.demo.deeds import Came
from dnevnik.demo.people import Child, Person
from dnevnik.demo.schools import SCHOOLS
from schools.identifiers import birth_certificate
from schools.models import Region

NOON = time(12)


def come(deed: Came, *, on: date) -> None:
    """The state vouched for the person, and the school knew them; whoever is known by now does not come again."""
    region = Region.objects.get(code=SCHOOLS[deed.school].region.code)
    issuer = providers.get(region.provider).issuer
    if ExternalIdentity.objects.filter(issuer=issuer, subject=deed.subject).exists():
        return
    at = datetime.combine(on - timedelta(days=deed.days_ago), NOON, tzinfo=ZoneInfo(region.time_zone))
    verified = identities.remember(claims=claims(deed, issuer=issuer), region=region, at=at)
    sign_in.ask_schools(verified=verified, region=region, at=at, by=AT_THE_DOOR)


def claims(deed: Came, *, issuer: str) -> VerifiedClaims:
    person = deed.person
    return VerifiedClaims(
        issuer=issuer,
        subject=deed.subject,
        level=Level(deed.level),
        surname=person.surname,
        given_name=person.given_name,
        patronymic=person.patronymic,
        birth_date=person.born,
        gender=Gender(person.gender),
        snils=person.snils,
        documents=tuple(_documents(person)),
    )


def _documents(person: Person) -> Iterator[Document]:
    if isinstance(person, Child) and person.certificate:
        certificate = birth_certificate.parse(person.certificate)
        yield Document(kind=DocumentKind.BIRTH_CERTIFICATE, state=Verification.VERIFIED, certificate=certificate)
