"""What the documents of a person come to: the certificate that counts, and why another one does not."""

import pytest

from accounts.claims import Document, DocumentKind, Verification
from schools.identifiers.birth_certificate import BirthCertificate, parse
from tests.people import birth_certificate, claims

VERIFIED, VERIFYING, FAILED, UNVERIFIED = (
    Verification.VERIFIED,
    Verification.VERIFYING,
    Verification.FAILED,
    Verification.UNVERIFIED,
)
NUMBER, ANOTHER = parse("IV-АБ 123456"), parse("V-ВГ 654321")
PASSPORT = Document(kind=DocumentKind.PASSPORT, state=VERIFYING)
FOREIGN = Document(kind=DocumentKind.FOREIGN_BIRTH_CERTIFICATE, state=FAILED)
Documents = tuple[Document, ...] | None
COMES_TO: dict[str, tuple[Documents, BirthCertificate | None, Verification | None]] = {
    "not granted": (None, None, None),
    "none": ((), None, None),
    "verified": ((birth_certificate(VERIFIED, NUMBER),), NUMBER, None),
    "verified and unreadable": ((birth_certificate(VERIFIED),), None, None),
    "the first that can be read": (
        (birth_certificate(VERIFIED), birth_certificate(VERIFIED, NUMBER), birth_certificate(VERIFIED, ANOTHER)),
        NUMBER,
        None,
    ),
    "being checked": ((birth_certificate(VERIFYING),), None, VERIFYING),
    "refused": ((birth_certificate(FAILED),), None, FAILED),
    "never checked": ((birth_certificate(UNVERIFIED),), None, UNVERIFIED),
    "foreign": ((FOREIGN,), None, FAILED),
    "a correction is being checked": (
        (birth_certificate(VERIFIED, NUMBER), birth_certificate(VERIFYING)),
        NUMBER,
        VERIFYING,
    ),
    "a correction was refused": ((birth_certificate(VERIFIED, NUMBER), birth_certificate(FAILED)), NUMBER, None),
    "one refused, one being checked": ((birth_certificate(FAILED), birth_certificate(VERIFYING)), None, VERIFYING),
    "one never checked, one refused": ((birth_certificate(UNVERIFIED), FOREIGN), None, FAILED),
    "a passport is no certificate": ((PASSPORT,), None, None),
}


@pytest.mark.parametrize(("documents", "certificate", "unproved"), COMES_TO.values(), ids=COMES_TO.keys())
def test_what_documents_come_to(
    documents: Documents, certificate: BirthCertificate | None, unproved: Verification | None
) -> None:
    told = claims(documents=documents)
    assert told.certificate == certificate
    assert told.unproved_certificate is unproved
