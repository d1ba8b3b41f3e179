"""A trusted person sees marks alone; the walls again, because SQLite loses them with a remade table."""

from typing import Any

from django.db import migrations

from schools.relations import TRUSTED_PERSON, link_columns
from schools.tenancy import same_school


def narrow(apps: Any, _editor: Any) -> None:
    links = apps.get_model("schools", "ParentChildLink").objects.filter(relation="trusted")
    links.update(**link_columns(TRUSTED_PERSON))


class Migration(migrations.Migration):
    dependencies = [("schools", "0003_restrictions_scopes_seals")]
    operations = [
        migrations.RunPython(narrow, migrations.RunPython.noop),
        same_school("schools_parentchildlink", "parent_id", "schools_parent"),
        same_school("schools_parentchildlink", "student_id", "schools_student"),
        same_school("schools_restriction", "student_id", "schools_student"),
        same_school("schools_restriction", "parent_id", "schools_parent"),
    ]
