"""`make run`: everything the demo needs in one process tree, from an empty folder to an open door.

Prepares the database and the demo region, starts the portal, the rehearsal provider and the worker,
tells who may come in, and waits for Ctrl-C. A second start finds what the first one made.
"""

import os
import sys
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.urls import reverse

from dnevnik.demo.certificate import keep_certificate, now
from dnevnik.demo.folder import AlreadyRunning, alone_in, demo_folder
from dnevnik.demo.greeting import greeting
from dnevnik.demo.ports import PortUnusable, answers, check_free, chosen_port
from dnevnik.demo.processes import Crew, Program, ProgramEnded, crew

STARTING_SECONDS = 60.0
SERVER = ["--worker-class", "gthread", "--threads", "8", "--graceful-timeout", "5", "--no-control-socket"]
# One process beside the clock: SQLite has one writer.
WORKER = ["-A", "dnevnik.celery", "worker", "--beat", "--concurrency", "1", "--loglevel", "INFO"]


class DoesNotAnswer(Exception):
    """A web server runs and does not serve its first page."""


def prepare() -> None:
    """The database, the static files and the demo region; what is already there stays as it is."""
    say("Готовим базу данных…")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("seed_demo")
    signer = settings.IDENTITY_PROVIDERS["stand-esia"]["signer"]
    files = {name: Path(signer[name]) for name in ("key", "certificate")}
    keep_certificate(**files, name=settings.IDENTITY_PROVIDERS["stand-esia"]["client_id"], at=now())
    connections.close_all()


def say(text: str) -> None:
    print(text, flush=True)


def web_server(application: str, port: int) -> list[str]:
    return [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", *SERVER]


def portal(port: int) -> Program:
    return Program(title="портал", command=web_server("dnevnik.wsgi", port), log=log_of("portal"))


def log_of(program: str) -> Path:
    folder: Path = settings.VAR_DIR / "log"
    return folder / f"{program}.log"


def stand(port: int) -> Program:
    """The rehearsal provider: a guest in a process of its own, told only what a provider knows of its client."""
    provider, esia = settings.IDENTITY_PROVIDERS["stand"], settings.IDENTITY_PROVIDERS["stand-esia"]
    secret: Path = settings.VAR_DIR / "secrets"
    returns = [f"http://{host}:{port}{reverse('oidc:callback')}" for host in settings.ALLOWED_HOSTS]
    return Program(
        title="учебные Госуслуги",
        command=web_server("dnevnik.stand.wsgi", port + 1),
        log=log_of("stand"),
        environment={
            "DJANGO_SETTINGS_MODULE": "dnevnik.stand.settings",
            "STAND_CAST": str(demo_folder() / "cast.json"),
            "STAND_NOTEBOOK": str(demo_folder() / "notebook.json"),
            "STAND_KEY_FILE": str(secret / "stand-key.pem"),
            "STAND_ISSUER": provider["issuer"],
            "STAND_CLIENT_ID": provider["client_id"],
            "STAND_CLIENT_SECRET": provider["client_secret"],
            "STAND_REDIRECT_URIS": ",".join(returns),
            "STAND_ESIA_CLIENT_ID": esia["client_id"],
            "STAND_ESIA_CERTIFICATE": esia["signer"]["certificate"],
            "STAND_ESIA_REDIRECT_URIS": ",".join(returns),
            "STAND_ESIA_ISSUER": esia["issuer"],
            "STAND_ESIA_KEY_FILE": str(secret / "stand-esia-key.pem"),
            "STAND_ESIA_PUBLIC_KEY_FILE": esia["provider_keys"][0],
        },
    )


def worker() -> Program:
    """The night worker with its clock."""
    return Program(title="ночной работник", command=[sys.executable, "-m", "celery", *WORKER], log=log_of("worker"))


def await_answer(running: Crew, port: int) -> None:
    """Raises DoesNotAnswer after a minute, ProgramEnded sooner."""
    deadline = time.monotonic() + STARTING_SECONDS
    while not answers(port):
        running.check()
        if time.monotonic() > deadline or running.stopping.is_set():
            raise DoesNotAnswer
        time.sleep(0.2)


def serve(port: int) -> None:
    """Start everything and wait to be stopped. Raises ProgramEnded or DoesNotAnswer."""
    with crew() as running:
        for program in (portal(port), stand(port), worker()):
            running.start(program)
        for serving in (port, port + 1):
            await_answer(running, serving)
        say(greeting(port=port, folder=demo_folder()))
        running.watch()
        say("\nОстанавливаем…")


def launch() -> None:
    """From nothing to a served demo and back. Raises what `main` explains."""
    port = chosen_port(os.environ)
    os.environ.update(PORT=str(port), DJANGO_SETTINGS_MODULE="dnevnik.settings.demo")
    django.setup()
    with alone_in(settings.VAR_DIR):
        check_free(port)
        check_free(port + 1)
        prepare()
        serve(port)


def main() -> int:
    """The exit code: 0 after Ctrl-C, 1 with a message when something is wrong."""
    try:
        launch()
    except (PortUnusable, AlreadyRunning) as problem:
        say(str(problem))
    except ProgramEnded as end:
        say(f"\nПрограмма «{end.program.title}» вдруг закончилась (код {end.code}); остальные остановлены.")
        say(f"{end.program.last_words()}\n\nПолный журнал: {end.program.log}")
    except DoesNotAnswer:
        say(f"\nПортал не отвечает. Журналы: {settings.VAR_DIR / 'log'}")
    except KeyboardInterrupt:
        say("\nОстановлено.")
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
