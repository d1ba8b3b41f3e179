"""Somebody whom no school knows has one case, with a school that they named or without."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_walls_of_requests")]
    operations = [
        migrations.RemoveConstraint(model_name="mismatchcase", name="one_open_case_without_school"),
        migrations.AddConstraint(
            model_name="mismatchcase",
            constraint=models.UniqueConstraint(
                fields=["identity"],
                condition=models.Q(closed_at__isnull=True, kind="not_found"),
                name="one_open_case_of_somebody_not_found",
            ),
        ),
    ]
