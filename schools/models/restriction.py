"""That an adult may not see or decide something about a child, by an act, until a day (L04, L26)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schools.ids import uuid7
from schools.models.people import Parent, Student
from schools.models.school import SchoolOwned
from schools.models.sealed import DerivedField, SealedTextField


class Restriction(SchoolOwned):
    """An act of a court or of опека; a divorce or one parent's wish is none. Ended, never deleted.

    It stands past its last day until the school lifts it: nothing reopens by itself. `parent` is empty where the
    adult has no record in this school; then `adult_key` and `adult_snils_index` say whom it is about, and
    `adult_name` for whoever decides. A transfer carries it along in the state PROPOSED: until it is decided nobody
    in the new school gets a link, a consent request or a contact through this pupil. `origin` is the id of the
    restriction that the act was first entered as, through however many schools it came.
    """

    class Act(models.TextChoices):
        COURT = "court", _("решение суда")
        GUARDIANSHIP = "guardianship", _("акт органа опеки")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("передано из другой школы, ждёт решения")
        IN_FORCE = "in_force", _("действует")
        DECLINED = "declined", _("не относится к этому ученику")
        LIFTED = "lifted", _("снято")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    student = models.ForeignKey(Student, models.PROTECT, related_name="restrictions", verbose_name=_("ученик"))
    parent = models.ForeignKey(
        Parent, models.PROTECT, null=True, blank=True, related_name="restrictions", verbose_name=_("кого ограничивает")
    )
    adult_name = SealedTextField(_("кого ограничивает"), null=True, blank=True, bound_as="restricted-adult")
    adult_key = DerivedField(max_length=43, null=True)
    adult_snils_index = DerivedField(max_length=43, null=True)
    adult_snils_index_next = DerivedField(max_length=43, null=True)
    act = models.CharField(_("основание"), max_length=12, choices=Act)
    act_number = models.CharField(_("номер акта"), max_length=60)
    act_date = models.DateField(_("дата акта"))
    act_issuer = models.CharField(_("кто вынес"), max_length=200)
    valid_from = models.DateField(_("действует с"))
    valid_to = models.DateField(_("по"), null=True, blank=True, help_text=_("Пусто – бессрочно."))
    bars_diary = models.BooleanField(_("не видит дневник"), default=True)
    bars_consent = models.BooleanField(_("не даёт согласий"), default=True)
    bars_messages = models.BooleanField(_("не получает сообщений"), default=True)
    bars_pickup = models.BooleanField(_("не забирает ребёнка"), default=True)
    state = models.CharField(_("состояние"), max_length=8, choices=State, default=State.IN_FORCE)
    origin = models.UUIDField(null=True, editable=False)
    entered_at = models.DateTimeField(_("внесено"))
    decided_at = models.DateTimeField(_("решено"), null=True, editable=False)
    decided_by = models.CharField(_("кто решил"), max_length=150, blank=True, editable=False)
    ended_on = models.DateField(_("снято"), null=True, editable=False)

    class Meta:
        verbose_name = _("ограничение")
        verbose_name_plural = _("ограничения")
        ordering = ("-entered_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | Q(adult_key__isnull=False), name="a_restriction_names_an_adult"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="restriction_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=(Q(state="lifted") & Q(ended_on__isnull=False))
                | (~Q(state="lifted") & Q(ended_on__isnull=True)),
                name="a_lifted_restriction_says_when",
            ),
            models.UniqueConstraint(
                fields=["student", "origin"], condition=Q(origin__isnull=False), name="a_restriction_is_carried_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.act_number}"
