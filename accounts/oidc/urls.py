"""`oidc:start`, `oidc:callback` and `oidc:backchannel`, for the roof to mount with its hooks."""

from django.urls import URLPattern, path

from accounts.audience import EVERYBODY, declare
from accounts.oidc.backchannel import BackchannelView
from accounts.oidc.views import Arrive, CallbackView, Refuse, StartView


def urlpatterns_for(*, arrive: Arrive, refuse: Refuse) -> tuple[list[URLPattern], str]:
    """For `path("oidc/", include(urlpatterns_for(…)))`."""
    patterns = [
        path("start/", declare(StartView.as_view(refuse=refuse), EVERYBODY), name="start"),
        path("callback/", declare(CallbackView.as_view(arrive=arrive, refuse=refuse), EVERYBODY), name="callback"),
        path("backchannel/<str:provider>/", declare(BackchannelView.as_view(), EVERYBODY), name="backchannel"),
    ]
    return patterns, "oidc"
