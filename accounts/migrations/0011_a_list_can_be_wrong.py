"""Who comes first under a key that a list gave is seen, and the lines that were wrong are written down (ADR 13)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_staff_last_signed_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="identitymove",
            name="met_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="RefutedMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("new_subject", models.CharField(max_length=255)),
                ("moved_at", models.DateTimeField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.externalidentity"
                    ),
                ),
                (
                    "migration",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.identitymigration",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["migration", "new_subject"], name="refuted_by_new_subject")],
                "constraints": [models.UniqueConstraint(fields=("migration", "identity"), name="refuted_once")],
            },
        ),
    ]
