"""A region may want two people for a link opened by hand: what the first one wrote down, and its walls."""

import django.db.models.deletion
from django.db import migrations, models

import schools.ids
from schools.tenancy import same_school


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0008_kinds_of_events"),
    ]

    operations = [
        migrations.AddField(
            model_name="region",
            name="four_eyes",
            field=models.BooleanField(
                default=False,
                help_text=(
                    "Связь, открытая сотрудником вручную, ничего не даёт, пока её не подтве"
                    "рдит второй сотрудник той же школы. "
                    "Включайте там, где администраторов в школе хотя бы двое."
                ),
                verbose_name="связь открывают двое",
            ),
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("record_entered", "запись внесена"),
                    ("record_corrected", "запись исправлена"),
                    ("record_removed", "запись удалена"),
                    ("number_shown", "номер показан полностью"),
                    ("name_shown", "имя показано"),
                    ("letter_printed", "письмо открыто для печати"),
                    ("link_opened", "связь открыта"),
                    ("link_closed", "связь закрыта"),
                    ("link_waits", "связь ждёт второго сотрудника"),
                    ("link_agreed", "связь подтверждена вторым сотрудником"),
                    ("link_declined", "связь отклонена"),
                    ("roster_applied", "список загружен"),
                    ("staff_appointed", "администратор назначен"),
                    ("claim_opened", "вход открыт"),
                    ("claim_closed", "вход закрыт"),
                    ("case_opened", "обращение открыто"),
                    ("case_changed", "причина обращения изменилась"),
                    ("case_closed", "обращение закрыто"),
                    ("case_sent", "обращение передано в школу"),
                    ("consent_given", "согласие дано"),
                    ("consent_withdrawn", "согласие отозвано"),
                    ("consent_asked", "согласие запрошено"),
                    ("link_proposed", "родитель просит связать с ребёнком"),
                    ("link_answered", "школа ответила на просьбу о связи"),
                    ("correction_asked", "человек просит исправить запись"),
                    ("correction_answered", "школа ответила на просьбу исправить"),
                    ("restriction_set", "ограничение внесено"),
                    ("restriction_carried", "ограничение передано с переводом"),
                    ("restriction_decided", "переданное ограничение решено"),
                    ("restriction_lifted", "ограничение снято"),
                    ("contact_confirmed", "адрес для ответа подтверждён"),
                    ("contact_ended", "адрес для ответа удалён"),
                    ("identity_replaced", "учётная запись заменена"),
                    ("identity_moved", "учётная запись перешла к новому поставщику"),
                    ("identity_returned", "учётная запись возвращена прежнему поставщику"),
                    ("issuer_change", "смена поставщика входа"),
                    ("snapshot_forgotten", "данные удалены по сроку"),
                    ("signed_in", "вход через Госуслуги"),
                    ("sessions_ended", "все сеансы завершены"),
                ],
                max_length=20,
                verbose_name="что",
            ),
        ),
        migrations.CreateModel(
            name="PendingLink",
            fields=[
                ("id", models.UUIDField(default=schools.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("mother", "мать"),
                            ("father", "отец"),
                            ("parent", "родитель"),
                            ("guardian", "опекун (попечитель)"),
                            ("foster", "приёмный родитель"),
                            ("institution", "учреждение"),
                            ("trusted", "доверенное лицо"),
                        ],
                        max_length=12,
                        verbose_name="кем приходится",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("roster", "список школы"),
                            ("birth_certificate", "свидетельство о рождении"),
                            ("court", "решение суда"),
                            ("guardianship_act", "акт опеки"),
                            ("power_of_attorney", "доверенность"),
                        ],
                        max_length=20,
                        verbose_name="основание",
                    ),
                ),
                ("opened_by", models.CharField(max_length=150, verbose_name="кто открыл")),
                ("opened_at", models.DateTimeField(verbose_name="когда открыта")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "ждёт второго"), ("agreed", "подтверждена"), ("declined", "отклонена")],
                        default="waiting",
                        max_length=8,
                        verbose_name="состояние",
                    ),
                ),
                ("decided_by", models.CharField(blank=True, max_length=150, verbose_name="кто решил")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="когда решили")),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pending_links",
                        to="schools.parent",
                        verbose_name="родитель",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="schools.school", verbose_name="школа"
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pending_links",
                        to="schools.student",
                        verbose_name="ученик",
                    ),
                ),
            ],
            options={
                "verbose_name": "связь, которая ждёт второго сотрудника",
                "verbose_name_plural": "связи, которые ждут второго сотрудника",
                "ordering": ("-opened_at", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("parent", "student"),
                        name="one_waiting_link_per_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by", ""), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                models.Q(("decided_by", ""), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_decided_link_says_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "agreed"), _negated=True),
                            models.Q(("decided_by", models.F("opened_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="two_people_agree_to_a_link",
                    ),
                ],
            },
        ),
        same_school("schools_pendinglink", "parent_id", "schools_parent"),
        same_school("schools_pendinglink", "student_id", "schools_student"),
    ]
