"""Enrolling the authenticator app, and replacing it by another."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic.edit import FormView

from accounts.models import User


@method_decorator(never_cache, name="dispatch")
@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class EnrolTOTPView(ActivateTOTPView):
    """Takes the place of allauth's two pages: there is never a moment without a factor, so none can be slipped in."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        return FormView.dispatch(self, request, *args, **kwargs)  # the parent's sends the enrolled to «deactivate»

    @transaction.atomic
    def form_valid(self, form: ActivateTOTPForm) -> HttpResponse:
        mine = Authenticator.objects.filter(user=cast(User, self.request.user), type=Authenticator.Type.TOTP)
        mine.delete()
        response = super().form_valid(form)
        factor = mine.get()
        factor.wrap().validate_code(form.cleaned_data["code"])  # marks the code used: it opens nothing a second time
        post_authentication(self.request, factor, reauthenticated=True)
        return response


enrol_totp = EnrolTOTPView.as_view()
