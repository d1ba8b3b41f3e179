"""Walls between schools for what people name and ask."""

from django.db import migrations

from schools.tenancy import same_school


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_requests_and_work"), ("schools", "0004_scopes_and_walls")]
    operations = [
        same_school("accounts_mismatchcase", "school_class_id", "schools_schoolclass"),
        same_school("accounts_linkproposal", "school_class_id", "schools_schoolclass"),
        same_school("accounts_linkproposal", "student_id", "schools_student"),
        same_school("accounts_correctionrequest", "student_id", "schools_student"),
        same_school("accounts_correctionrequest", "parent_id", "schools_parent"),
    ]
