"""A link that one member of staff opened by hand where the region wants two: it is no link yet (L30)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schools.ids import uuid7
from schools.models.people import Parent, ParentChildLink, Student
from schools.models.school import SchoolOwned


class PendingLink(SchoolOwned):
    """What the first one wrote down, until a colleague of the same school agrees or somebody takes it back.

    It stands in a table of its own, so that no reader of links has to remember it: it opens nothing. Agreed to, it
    becomes the link of the same id; the two who signed are two. Decided, never deleted.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("ждёт второго")
        AGREED = "agreed", _("подтверждена")
        DECLINED = "declined", _("отклонена")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parent = models.ForeignKey(Parent, models.PROTECT, related_name="pending_links", verbose_name=_("родитель"))
    student = models.ForeignKey(Student, models.PROTECT, related_name="pending_links", verbose_name=_("ученик"))
    relation = models.CharField(_("кем приходится"), max_length=12, choices=ParentChildLink.Relation)
    basis = models.CharField(_("основание"), max_length=20, choices=ParentChildLink.Basis)
    opened_by = models.CharField(_("кто открыл"), max_length=150)
    opened_at = models.DateTimeField(_("когда открыта"))
    state = models.CharField(_("состояние"), max_length=8, choices=State, default=State.WAITING)
    decided_by = models.CharField(_("кто решил"), max_length=150, blank=True)
    decided_at = models.DateTimeField(_("когда решили"), null=True, blank=True)

    class Meta:
        verbose_name = _("связь, которая ждёт второго сотрудника")
        verbose_name_plural = _("связи, которые ждут второго сотрудника")
        ordering = ("-opened_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "student"], condition=Q(state="waiting"), name="one_waiting_link_per_pair"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by="", decided_at__isnull=True)
                | (~Q(state="waiting") & ~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="a_decided_link_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | ~Q(decided_by=F("opened_by")),
                name="two_people_agree_to_a_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent} – {self.student}, {self.get_relation_display()}"
