"""Walls between schools: a class and its pupils, a link and both its ends."""

from django.db import migrations

from schools.tenancy import same_school


class Migration(migrations.Migration):
    dependencies = [("schools", "0001_initial")]
    operations = [
        same_school("schools_student", "school_class_id", "schools_schoolclass"),
        same_school("schools_parentchildlink", "parent_id", "schools_parent"),
        same_school("schools_parentchildlink", "student_id", "schools_student"),
    ]
