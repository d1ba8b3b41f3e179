"""The register: who belongs to which school."""

from schools.models.geography import MatchProfile, Municipality, Region
from schools.models.pending import PendingLink
from schools.models.people import Parent, ParentChildLink, SchoolRecord, Student
from schools.models.person import CertifiedRecord, Gender, IdentityRecord
from schools.models.restriction import Restriction
from schools.models.school import AcademicYear, School, SchoolClass, SchoolOwned, StaffMembership
from schools.models.trace import AuditEvent, AuditSeal, RecordChange

__all__ = [
    "AcademicYear",
    "AuditEvent",
    "AuditSeal",
    "CertifiedRecord",
    "Gender",
    "IdentityRecord",
    "MatchProfile",
    "Municipality",
    "Parent",
    "ParentChildLink",
    "PendingLink",
    "RecordChange",
    "Region",
    "Restriction",
    "School",
    "SchoolClass",
    "SchoolOwned",
    "SchoolRecord",
    "StaffMembership",
    "Student",
]
