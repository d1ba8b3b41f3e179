"""An address that is in use no more gets one last letter."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_a_list_can_be_wrong"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("may_enter", "теперь можно войти"),
                    ("case_answered", "школа ответила"),
                    ("consent_asked", "ребёнок ждёт согласия"),
                    ("consent_reminder", "напоминание о согласии"),
                    ("age_14_soon", "скоро нужна своя учётная запись"),
                    ("age_18_soon", "скоро 18 лет"),
                    ("contact_code", "код подтверждения"),
                    ("contact_changed", "сюда больше не пишем"),
                ],
                max_length=16,
                verbose_name="о чём",
            ),
        ),
    ]
