"""A consent is asked, and a visit noted, in the pupil's own school."""

from django.db import migrations

from schools.tenancy import same_school


class Migration(migrations.Migration):
    dependencies = [("consents", "0004_requests_and_visits"), ("schools", "0004_scopes_and_walls")]
    operations = [
        same_school("consents_consentrequest", "student_id", "schools_student"),
        same_school("consents_diaryvisit", "student_id", "schools_student"),
    ]
