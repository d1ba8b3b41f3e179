from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _

from dnevnik.celery import app as celery_app


class DnevnikConfig(AppConfig):
    """The roof: composes the apps, and makes every process ring the same doorbell."""

    name = "dnevnik"
    verbose_name = _("Дневник")

    def ready(self) -> None:
        celery_app.set_default()


class DnevnikAdminConfig(AdminConfig):
    """Django's admin with our site in place of the stock one."""

    default_site = "dnevnik.admin_site.DnevnikAdminSite"
