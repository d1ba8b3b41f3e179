"""What `manage.py oidc_selfcheck` says to whoever connects a region, one line a finding."""

from django.utils.translation import gettext as _


def checked(code: str, **named: object) -> str:
    """The line for a finding of `accounts.oidc.selfcheck`; `named` are addresses, algorithms, seconds."""
    return _lines()[code] % named


def heading(provider: str) -> str:
    return _("Поставщик «%(provider)s»") % {"provider": provider}


def none_configured() -> str:
    return _("В настройках IDENTITY_PROVIDERS нет ни одного поставщика.")


def unknown(provider: str) -> str:
    return _("Поставщика «%(provider)s» в настройках IDENTITY_PROVIDERS нет.") % {"provider": provider}


def mend(count: int) -> str:
    return _("Исправьте строки с пометкой «плохо»: %(count)d.") % {"count": count}


def mark(*, is_good: bool) -> str:
    return _("хорошо") if is_good else _("плохо ")


def _lines() -> dict[str, str]:
    return {**_of_description(), **_of_trust()}


def _of_description() -> dict[str, str]:
    return {
        "described": _("Описание поставщика прочитано: %(address)s"),
        "undescribed": _("Описания по адресу %(address)s нет: действуют адреса из настроек."),
        "description_failed": _("Описание по адресу %(address)s не прочитать: %(why)s."),
        "issuer": _("Издатель тот же: %(ours)s"),
        "issuer_differs": _(
            "Издатель в настройках %(ours)s, а поставщик называет себя %(theirs)s. Так входить нельзя."
        ),
        "address": _("%(name)s: тот же адрес."),
        "address_differs": _("%(name)s: в настройках %(ours)s, у поставщика %(theirs)s."),
        "algorithms": _("Подписи, которые мы принимаем, у поставщика есть: %(ours)s."),
        "algorithms_differ": _("Мы принимаем подписи %(ours)s, а поставщик подписывает: %(theirs)s."),
        "client_auth": _("Способ подтвердить портал (client_auth) поставщик знает: %(ours)s."),
        "client_auth_differs": _("Портал подтверждает себя как %(ours)s, а поставщик знает: %(theirs)s."),
        "pkce": _("PKCE S256 поставщик поддерживает."),
        "pkce_unsaid": _("О PKCE поставщик молчит: портал всё равно посылает S256."),
        "pkce_differs": _("Поставщик поддерживает PKCE, но не S256: %(theirs)s."),
        "code": _("Вход по коду (response_type=code) поставщик поддерживает."),
        "code_differs": _("Портал входит по коду, а поставщик умеет: %(theirs)s."),
        "scopes": _("Все права, которые мы просим, поставщик знает: %(ours)s."),
        "scopes_differ": _("Поставщик не знает прав: %(ours)s."),
    }


def _of_trust() -> dict[str, str]:
    return {
        "keys": _("Ключи поставщика прочитаны, для %(algorithm)s подходит: %(count)d."),
        "keys_unfit": _("Ни один ключ поставщика не подходит для %(algorithm)s."),
        "keys_failed": _("Ключи по адресу %(address)s не прочитать: %(why)s."),
        "own_key": _("Свой ключ прочитан и подходит для %(algorithm)s."),
        "own_key_failed": _("Свой ключ (client_key) не годится: %(why)s."),
        "clock": _("Часы сходятся: разница %(seconds)d с."),
        "clock_differs": _("Часы расходятся на %(seconds)d с, допустимо %(most)d. Настройте NTP на этом сервере."),
        "clock_unsaid": _("Часы не сверить: поставщик не прислал дату."),
        "backchannel": _("Адрес для back-channel logout, если он нужен поставщику: %(address)s"),
    }
