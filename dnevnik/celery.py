"""The Celery application: the broker is a doorbell, the work itself lives in the database.

What rings when: `dnevnik/schedule.py`.
"""

from celery import Celery

app = Celery("dnevnik")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
