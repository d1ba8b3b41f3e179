"""Regions and municipalities: everything that differs from one region to the next is data here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    """A subject of the Federation and how its families enter (checklist 1.9)."""

    code = models.CharField(_("код ISO"), max_length=6, unique=True, help_text="RU-RYA")
    name = models.CharField(_("название"), max_length=100)
    time_zone = models.CharField(_("часовой пояс"), max_length=40, default="Europe/Moscow")
    provider = models.CharField(
        _("поставщик входа"), max_length=40, help_text=_("Имя из настройки IDENTITY_PROVIDERS.")
    )
    hotline = models.CharField(_("горячая линия"), max_length=40, blank=True)
    hotline_hours = models.CharField(_("часы горячей линии"), max_length=120, blank=True)
    feedback_url = models.URLField(_("форма обратной связи"), blank=True)
    has_notice_channel = models.BooleanField(_("уведомления на Госуслугах"), default=False)
    grace_days = models.PositiveSmallIntegerField(
        _("дней на паспорт после 14 лет"),
        default=90,
        help_text=_("Столько дней после дня рождения детская учётная запись ещё открывает дневник."),
    )
    office = models.CharField(
        _("куда прийти лично"),
        max_length=300,
        blank=True,
        help_text=_("Адрес и часы приёма для тех, у кого нет школы."),
    )
    post_address = models.CharField(
        _("адрес для письменных запросов"), max_length=300, blank=True, help_text=_("Пусто – письменно не принимаем.")
    )
    four_eyes = models.BooleanField(
        _("связь открывают двое"),
        default=False,
        help_text=_(
            "Связь, открытая сотрудником вручную, ничего не даёт, пока её не подтвердит второй сотрудник той же школы. "
            "Включайте там, где администраторов в школе хотя бы двое."
        ),
    )

    class Meta:
        verbose_name = _("регион")
        verbose_name_plural = _("регионы")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    region = models.ForeignKey(Region, models.PROTECT, verbose_name=_("регион"))
    name = models.CharField(_("название"), max_length=150)

    class Meta:
        verbose_name = _("муниципалитет")
        verbose_name_plural = _("муниципалитеты")
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="one_municipality_per_name")]

    def __str__(self) -> str:
        return self.name


class MatchProfile(models.Model):
    """How a region compares people of one band (X-01, X-02): which numbers anchor, which differences block."""

    class Band(models.TextChoices):
        UNDER_14 = "under_14", _("ученик до 14 лет")
        FROM_14 = "from_14", _("ученик 14–17 лет")
        ADULT = "adult", _("ученик от 18 лет")
        PARENT = "parent", _("родитель")

    class Level(models.TextChoices):
        CHILD = "child", _("детская или подтверждённая")
        CONFIRMED = "confirmed", _("подтверждённая")
        OTHER = "other", _("любая")

    region = models.ForeignKey(Region, models.CASCADE, verbose_name=_("регион"))
    band = models.CharField(_("возраст и роль"), max_length=10, choices=Band)
    minimum_level = models.CharField(_("учётная запись не ниже"), max_length=10, choices=Level, default=Level.CONFIRMED)
    certificate_is_anchor = models.BooleanField(
        _("искать по свидетельству о рождении"),
        default=True,
        help_text=_("Имеет значение для учеников от 18 лет: младших ищем по нему всегда, родителей – никогда."),
    )
    certificate_blocks = models.BooleanField(_("другое свидетельство не пускает"), default=False)
    snils_required = models.BooleanField(
        _("без СНИЛС в школе не пускать"),
        default=False,
        help_text=_("Если человека нашли по свидетельству, а СНИЛС в школе не записан."),
    )
    birth_date_blocks = models.BooleanField(_("другая дата рождения не пускает"), default=False)
    gender_blocks = models.BooleanField(_("другой пол не пускает"), default=False)
    case_is_equal = models.BooleanField(_("регистр букв не важен"), default=True)
    yo_is_equal = models.BooleanField(_("ё и е – одно и то же"), default=True)
    hyphen_is_equal = models.BooleanField(_("дефис и пробел не важны"), default=True)
    latin_is_equal = models.BooleanField(_("похожая латинская буква – та же"), default=True)
    valid_from = models.DateField(_("действует с"))
    valid_to = models.DateField(_("действует по"), null=True, blank=True)

    class Meta:
        verbose_name = _("правило сверки")
        verbose_name_plural = _("правила сверки")
        ordering = ("region", "band", "valid_from")
        constraints = [
            models.UniqueConstraint(fields=["region", "band", "valid_from"], name="one_match_profile_per_day"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="match_profile_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}, {self.get_band_display()}"
