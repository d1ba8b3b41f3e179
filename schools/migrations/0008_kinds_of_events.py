"""A change of issuer leaves a trace, and so does every identity that moved, and the end of all sessions of somebody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0007_letter_printed"),
    ]

    operations = [
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
    ]
