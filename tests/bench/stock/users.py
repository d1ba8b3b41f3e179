"""Fills the stock project's database."""

from django.db import connection

USERS = """
INSERT INTO auth_user (username, email, password, is_superuser, is_staff, is_active, first_name, last_name, date_joined)
SELECT 'person' || n, 'person' || n || '@mail.example', '!', false, false, true, '', '', now()
FROM generate_series(1, %s) AS n
"""


def fill(users: int) -> None:
    """The accounts that the provider's people have here, each found by its e-mail."""
    with connection.cursor() as cursor:
        cursor.execute(USERS, [users])
        cursor.execute("VACUUM ANALYZE")
