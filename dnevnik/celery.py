"""The Celery application: the broker is a doorbell, the work itself lives in the database."""

from celery import Celery

app = Celery("dnevnik")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
