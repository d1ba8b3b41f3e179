"""What Django wrote for everybody at every sign-in is kept of staff alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_sessions_can_be_ended")]

    operations = [
        migrations.RenameField("user", "last_login", "signed_in_at"),
        migrations.AlterField(
            "user",
            "signed_in_at",
            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="последний вход"),
        ),
    ]
