"""The audit and its seals only grow; an event gets the number of its seal once."""

from django.db import migrations

from schools.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("schools", "0004_scopes_and_walls")]
    operations = [
        append_only("schools_auditevent", may_set_once=("sealed_in",)),
        append_only("schools_auditseal"),
    ]
