from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo region: invented families in three schools, entered only by the roster import."""

    name = "dnevnik.demo"
    label = "demo"
    verbose_name = "Демонстрация"
