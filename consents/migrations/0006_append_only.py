"""A decision is followed by another, a text by a newer version: neither is ever changed."""

from django.db import migrations

from schools.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("consents", "0005_walls_of_requests"), ("schools", "0005_append_only")]
    operations = [
        append_only("consents_consentdecision"),
        append_only("consents_consenttext"),
    ]
