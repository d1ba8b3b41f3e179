"""The register: who belongs to which school."""

from schools.models.geography import MatchProfile, Municipality, Region
from schools.models.people import Parent, ParentChildLink, SchoolRecord, Student
from schools.models.person import CertifiedRecord, Gender, IdentityRecord
from schools.models.school import AcademicYear, School, SchoolClass, SchoolOwned, StaffMembership
from schools.models.trace import AuditEvent, RecordChange

__all__ = [
    "AcademicYear",
    "AuditEvent",
    "CertifiedRecord",
    "Gender",
    "IdentityRecord",
    "MatchProfile",
    "Municipality",
    "Parent",
    "ParentChildLink",
    "RecordChange",
    "Region",
    "School",
    "SchoolClass",
    "SchoolOwned",
    "SchoolRecord",
    "StaffMembership",
    "Student",
]
