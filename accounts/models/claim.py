"""That an identity is the person of a record."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.identity import ExternalIdentity
from schools.ids import uuid7
from schools.models import Parent, SchoolOwned, Student


class Role(models.TextChoices):
    STUDENT = "student", _("ученик")
    PARENT = "parent", _("родитель")


OPEN = Q(closed_at__isnull=True)


class RecordClaim(SchoolOwned):
    """An identity holds one record of one school in one role; a record is held by one identity at most."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    identity = models.ForeignKey(ExternalIdentity, models.PROTECT, related_name="claims")
    role = models.CharField(_("роль"), max_length=7, choices=Role)
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="claims")
    parent = models.ForeignKey(Parent, models.PROTECT, null=True, related_name="claims")
    opened_at = models.DateTimeField(_("открыт"))
    closed_at = models.DateTimeField(_("закрыт"), null=True)
    close_reason = models.CharField(_("причина закрытия"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("допуск")
        verbose_name_plural = _("допуски")
        constraints = [
            models.CheckConstraint(
                condition=Q(role="student", student__isnull=False, parent__isnull=True)
                | Q(role="parent", parent__isnull=False, student__isnull=True),
                name="claim_of_one_record_in_its_role",
            ),
            models.UniqueConstraint(fields=["student"], condition=OPEN, name="one_open_claim_per_student"),
            models.UniqueConstraint(fields=["parent"], condition=OPEN, name="one_open_claim_per_parent"),
            models.UniqueConstraint(
                fields=["identity", "school", "role"], condition=OPEN, name="one_open_claim_per_school_and_role"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
