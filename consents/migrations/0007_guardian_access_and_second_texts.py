"""Version 2 of the first texts (where a consent is taken back) and the purpose of an adult pupil's parents."""

from datetime import date
from hashlib import sha256
from typing import Any

from django.db import migrations

from consents.second_texts import (
    CHILD_BODY,
    CHILD_TITLE,
    GUARDIAN_PURPOSE,
    OWN_BODY,
    OWN_TITLE,
    PARENTS_BODY,
    PARENTS_TITLE,
)


def write(apps: Any, _editor: Any) -> None:
    purposes = apps.get_model("consents", "Purpose").objects
    code, title = GUARDIAN_PURPOSE
    diary, guardian = purposes.get(code="diary"), purposes.create(code=code, title=title)
    for purpose, subject, version, heading, body, valid_from in (
        (diary, "self", 2, OWN_TITLE, OWN_BODY, date(2026, 11, 22)),
        (diary, "child", 2, CHILD_TITLE, CHILD_BODY, date(2026, 11, 22)),
        (guardian, "parents", 1, PARENTS_TITLE, PARENTS_BODY, date(2026, 9, 1)),
    ):
        apps.get_model("consents", "ConsentText").objects.create(
            purpose=purpose,
            subject=subject,
            version=version,
            title=heading,
            body=body,
            digest=sha256(f"{heading}\n{body}".encode()).hexdigest(),
            valid_from=valid_from,
        )


class Migration(migrations.Migration):
    dependencies = [("consents", "0006_append_only")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
