"""Version 1 of the consent texts, as they stood on the first day; later versions are rows of their own."""

from datetime import date
from hashlib import sha256
from typing import Any

from django.db import migrations

from consents.first_texts import CHILD_BODY, CHILD_TITLE, OWN_BODY, OWN_TITLE, PURPOSE


def write(apps: Any, _editor: Any) -> None:
    code, title = PURPOSE
    purpose = apps.get_model("consents", "Purpose").objects.create(code=code, title=title)
    for subject, heading, body in (("self", OWN_TITLE, OWN_BODY), ("child", CHILD_TITLE, CHILD_BODY)):
        apps.get_model("consents", "ConsentText").objects.create(
            purpose=purpose,
            subject=subject,
            version=1,
            title=heading,
            body=body,
            digest=sha256(f"{heading}\n{body}".encode()).hexdigest(),
            valid_from=date(2026, 9, 1),
        )


class Migration(migrations.Migration):
    dependencies = [("consents", "0002_same_school")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
