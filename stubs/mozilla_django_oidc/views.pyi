from typing import Any

from django.views.generic import View

class OIDCAuthenticationRequestView(View):
    def __init__(self, **kwargs: object) -> None: ...
    @staticmethod
    def get_settings(attr: str, *args: object) -> Any: ...

class OIDCAuthenticationCallbackView(View):
    @staticmethod
    def get_settings(attr: str, *args: object) -> Any: ...
