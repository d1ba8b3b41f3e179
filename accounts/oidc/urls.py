"""`oidc:start` and `oidc:callback`, for the roof to mount with its hooks."""

from django.urls import URLPattern, path

from accounts.oidc.views import Arrive, CallbackView, Refuse, StartView


def urlpatterns_for(*, arrive: Arrive, refuse: Refuse) -> tuple[list[URLPattern], str]:
    """For `path("oidc/", include(urlpatterns_for(…)))`."""
    patterns = [
        path("start/", StartView.as_view(refuse=refuse), name="start"),
        path("callback/", CallbackView.as_view(arrive=arrive, refuse=refuse), name="callback"),
    ]
    return patterns, "oidc"
