from allauth.mfa.totp.forms import ActivateTOTPForm
from django.views.generic.edit import FormView

class ActivateTOTPView(FormView[ActivateTOTPForm]): ...
