"""Changes of an issuer, and every identity that moved in one."""

import django.db.models.deletion
from django.db import migrations, models

import schools.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_children_in_the_states_list"),
        ("schools", "0008_kinds_of_events"),
    ]

    operations = [
        migrations.CreateModel(
            name="IdentityMigration",
            fields=[
                ("id", models.UUIDField(default=schools.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("from_issuer", models.CharField(max_length=255, verbose_name="прежний поставщик")),
                ("to_issuer", models.CharField(max_length=255, verbose_name="новый поставщик")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("same_subject", "номера прежние"),
                            ("mapping", "по списку соответствий"),
                            ("first_return", "при первом входе"),
                        ],
                        max_length=12,
                        verbose_name="как",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "репетиция не закончена"),
                            ("rehearsed", "отрепетирован"),
                            ("outdated", "заменён новой репетицией"),
                            ("applying", "выполняется"),
                            ("applied", "выполнен"),
                            ("undoing", "отменяется"),
                            ("undone", "отменён"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="состояние",
                    ),
                ),
                ("foretold", models.JSONField(default=dict, verbose_name="предсказано")),
                ("rehearsed_at", models.DateTimeField(verbose_name="репетиция")),
                ("rehearsed_by", models.CharField(max_length=150, verbose_name="кто репетировал")),
                ("applied_at", models.DateTimeField(null=True, verbose_name="выполнен")),
                ("applied_by", models.CharField(blank=True, max_length=150, verbose_name="кто выполнил")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="завершён")),
                ("undone_at", models.DateTimeField(null=True, verbose_name="отменён")),
                ("undone_by", models.CharField(blank=True, max_length=150, verbose_name="кто отменил")),
                (
                    "region",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="schools.region",
                        verbose_name="регион",
                    ),
                ),
            ],
            options={
                "verbose_name": "перевод к новому поставщику",
                "verbose_name_plural": "переводы к новому поставщику",
                "ordering": ("-rehearsed_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="IdentityMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("old_subject", models.CharField(max_length=255)),
                ("new_subject", models.CharField(max_length=255)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "перейдёт"),
                            ("conflict", "новая учётная запись уже приходила"),
                            ("moved", "перешла"),
                            ("returned", "возвращена"),
                            ("stayed", "возвращать нельзя"),
                        ],
                        default="planned",
                        max_length=8,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("key", "по номеру"), ("proof", "при первом входе")], default="key", max_length=5
                    ),
                ),
                ("at", models.DateTimeField(null=True)),
                (
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="accounts.externalidentity",
                    ),
                ),
                (
                    "migration",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="accounts.identitymigration",
                    ),
                ),
            ],
            options={
                "verbose_name": "переход учётной записи",
                "verbose_name_plural": "переходы учётных записей",
            },
        ),
        migrations.AddConstraint(
            model_name="identitymigration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_issuer__startswith", "urn:dnevnik:"), _negated=True),
                    models.Q(("to_issuer__startswith", "urn:dnevnik:"), _negated=True),
                ),
                name="local_issuers_never_migrate",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitymigration",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_issuer", models.F("to_issuer")), _negated=True),
                name="a_migration_goes_somewhere_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitymigration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "applied"), _negated=True), ("applied_at__isnull", False), _connector="OR"
                ),
                name="an_applied_migration_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitymigration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "undone"), _negated=True), ("undone_at__isnull", False), _connector="OR"
                ),
                name="an_undone_migration_says_when",
            ),
        ),
        migrations.AddIndex(
            model_name="identitymove",
            index=models.Index(fields=["migration", "state", "id"], name="move_by_state"),
        ),
        migrations.AddConstraint(
            model_name="identitymove",
            constraint=models.UniqueConstraint(fields=("migration", "identity"), name="one_move_per_identity"),
        ),
        migrations.AddConstraint(
            model_name="identitymove",
            constraint=models.UniqueConstraint(fields=("migration", "old_subject"), name="one_move_per_old_subject"),
        ),
        migrations.AddConstraint(
            model_name="identitymove",
            constraint=models.UniqueConstraint(fields=("migration", "new_subject"), name="one_move_per_new_subject"),
        ),
        migrations.AddConstraint(
            model_name="identitymove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("at__isnull", True), ("state__in", ["planned", "conflict"])),
                    models.Q(("at__isnull", False), ("state__in", ["moved", "returned", "stayed"])),
                    _connector="OR",
                ),
                name="a_move_says_when",
            ),
        ),
    ]
