from allauth.mfa.models import Authenticator
from django.http import HttpRequest

def post_authentication(
    request: HttpRequest, authenticator: Authenticator, reauthenticated: bool = False, passwordless: bool = False
) -> None: ...
