"""The WSGI door; production settings unless the environment names others."""

import gc
import os
import re
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.core.wsgi import get_wsgi_application

CHARSET = re.compile(r";[^;]*charset[^;]*", re.IGNORECASE)


def utf8_only(inner: WSGIApplication) -> WSGIApplication:
    """`inner`, told no charset: parameters are UTF-8, and Django falls over `charset=rot13` before any middleware."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["CONTENT_TYPE"] = CHARSET.sub("", environ.get("CONTENT_TYPE", ""))
        return inner(environ, start_response)

    return application


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dnevnik.settings.production")
application = utf8_only(get_wsgi_application())
gc.freeze()  # what is loaded by now lives as long as the process: the collector need not look through it again
