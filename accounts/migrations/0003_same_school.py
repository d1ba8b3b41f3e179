"""Walls between schools: claims, cases and findings stand in the school of their record."""

from django.db import migrations

from schools.tenancy import same_school


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_initial"), ("schools", "0002_same_school")]
    operations = [
        same_school("accounts_recordclaim", "student_id", "schools_student"),
        same_school("accounts_recordclaim", "parent_id", "schools_parent"),
        same_school("accounts_mismatchcase", "student_id", "schools_student"),
        same_school("accounts_mismatchcase", "parent_id", "schools_parent"),
        same_school("accounts_datafinding", "student_id", "schools_student"),
        same_school("accounts_datafinding", "parent_id", "schools_parent"),
    ]
