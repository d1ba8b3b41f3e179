"""People with a session: a citizen or a member of staff, never both."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An account of this portal.

    A citizen has no password and no rights of staff; who the citizen is stands in ExternalIdentity.
    A member of staff signs in by e-mail, password and a second factor (design.md rule 8).
    """

    class Kind(models.TextChoices):
        CITIZEN = "citizen", _("гражданин")
        STAFF = "staff", _("сотрудник")

    kind = models.CharField(_("вид"), max_length=7, choices=Kind, default=Kind.CITIZEN)
    last_login = None  # Django would write it at every sign-in; a citizen's stands in the school's trace
    signed_in_at = models.DateTimeField(_("последний вход"), null=True, blank=True, editable=False)
    """When a member of staff last signed in."""
    session_round = models.PositiveIntegerField(default=0, editable=False)
    """Every open session carries the number it began with; the next number ends them all at their next request."""

    class Meta:
        verbose_name = _("пользователь")
        verbose_name_plural = _("пользователи")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="citizen", is_staff=False, is_superuser=False) | Q(kind="staff", is_staff=True),
                name="citizen_or_staff_never_both",
            ),
            models.UniqueConstraint(Lower("email"), condition=Q(kind="staff"), name="one_staff_member_per_email"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_session_auth_hash(self) -> str:
        """What Django compares with the session at each request (ASVS 7.4.2, 7.4.5)."""
        return self._of_this_round(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return map(self._of_this_round, super().get_session_auth_fallback_hash())

    def _of_this_round(self, digest: str) -> str:
        return f"{digest}.{self.session_round}" if self.session_round else digest
