"""Children in the state's list of somebody, kept beside the snapshot."""

import django.db.models.deletion
from django.db import migrations, models

import schools.ids
import schools.models.sealed


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_one_case_for_somebody_not_found"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListedChild",
            fields=[
                ("surname", models.CharField(max_length=100, verbose_name="фамилия")),
                ("given_name", models.CharField(max_length=100, verbose_name="имя")),
                (
                    "patronymic",
                    models.CharField(
                        blank=True, help_text="Пусто, если отчества нет.", max_length=100, verbose_name="отчество"
                    ),
                ),
                ("surname_key", schools.models.sealed.DerivedField(editable=False, max_length=300)),
                ("given_name_key", schools.models.sealed.DerivedField(editable=False, max_length=300)),
                ("patronymic_key", schools.models.sealed.DerivedField(blank=True, editable=False, max_length=300)),
                ("fingerprint", schools.models.sealed.DerivedField(editable=False, max_length=43)),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="дата рождения")),
                (
                    "gender",
                    models.CharField(
                        blank=True,
                        choices=[("male", "мужской"), ("female", "женский")],
                        max_length=6,
                        verbose_name="пол",
                    ),
                ),
                (
                    "snils",
                    schools.models.sealed.SealedTextField(
                        blank=True, bound_as="snils", null=True, verbose_name="СНИЛС"
                    ),
                ),
                ("snils_index", schools.models.sealed.DerivedField(editable=False, max_length=43, null=True)),
                ("snils_index_next", schools.models.sealed.DerivedField(editable=False, max_length=43, null=True)),
                (
                    "certificate",
                    schools.models.sealed.SealedTextField(
                        blank=True, bound_as="certificate", null=True, verbose_name="свидетельство о рождении"
                    ),
                ),
                ("certificate_index", schools.models.sealed.DerivedField(editable=False, max_length=43, null=True)),
                (
                    "certificate_index_next",
                    schools.models.sealed.DerivedField(editable=False, max_length=43, null=True),
                ),
                ("id", models.UUIDField(default=schools.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "verified",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="accounts.verifiedidentity",
                    ),
                ),
            ],
            options={
                "verbose_name": "ребёнок из списка на Госуслугах",
                "verbose_name_plural": "дети из списков на Госуслугах",
                "ordering": ("surname_key", "given_name_key", "patronymic_key", "id"),
            },
        ),
    ]
