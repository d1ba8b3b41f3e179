"""A consent about a pupil is given to the pupil's own school."""

from django.db import migrations

from schools.tenancy import same_school


class Migration(migrations.Migration):
    dependencies = [("consents", "0001_initial"), ("schools", "0002_same_school")]
    operations = [same_school("consents_consentdecision", "student_id", "schools_student")]
