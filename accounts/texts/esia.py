"""What `esia_selfcheck` says: a line for each thing it looked at, to whoever keeps the server."""

from django.utils.translation import gettext as _

GOOD, NOTE, WRONG = "✓", "!", "✗"


def certificate_good(*, until: str, days: int) -> str:
    return _("Сертификат: действует до %(until)s, осталось дней: %(days)s.") % {"until": until, "days": days}


def certificate_ends(*, until: str, days: int) -> str:
    return _("Сертификат: действует до %(until)s, осталось дней: %(days)s. Пора получать новый.") % {
        "until": until,
        "days": days,
    }


def certificate_over(*, until: str) -> str:
    return _("Сертификат: срок истёк %(until)s. Получите новый и загрузите его на технологический портал ЕСИА.") % {
        "until": until
    }


def certificate_early(*, since: str) -> str:
    return _("Сертификат: начнёт действовать только %(since)s. До этого дня ЕСИА не примет подпись.") % {"since": since}


def certificate_unreadable() -> str:
    return _("Сертификат: файл не читается. Проверьте путь в настройке signer.certificate и права на файл.")


def key_private() -> str:
    return _("Ключ: файл открыт только владельцу.")


def key_open() -> str:
    return _("Ключ: файл открыт не только владельцу. Оставьте права 0600.")


def key_absent() -> str:
    return _("Ключ: файла нет или он не читается. Проверьте путь в настройке signer.key.")


def key_outside() -> str:
    return _("Ключ: его хранит внешняя программа.")


def pair_good() -> str:
    return _("Подпись: получается, ключ от этого сертификата.")


def pair_wrong() -> str:
    return _("Подпись: ключ не от этого сертификата, или байты подписи идут в другом порядке (signer.reversed).")


def verification_blind() -> str:
    return _("Проверка подписи: команда signer.verify верит и чужой подписи. Не открывайте вход, пока не исправите её.")


def signing_failed(code: str) -> str:
    return _("Подпись: не получилась (%(code)s). %(advice)s") % {"code": code, "advice": advice(code)}


def advice(code: str) -> str:
    """What to do about a signer's failure."""
    return {
        "signer_absent": _("Программа не найдена: проверьте настройку signer."),
        "signer_refused": _("Программа отказала: проверьте, что установлен gost-engine и что ключ ей доступен."),
        "signer_deadline": _("Программа не успела за отведённое время (deadline_seconds)."),
        "signer_length": _("Подпись должна занимать 64 байта: нужна «сырая» подпись ГОСТ, без обёртки."),
        "signer_hash": _("Команда signer.hash должна напечатать 64 шестнадцатеричные цифры."),
        "signer_key": _("Это не ключ RSA в формате PEM без пароля."),
    }.get(code, _("Проверьте файлы и права на временную папку."))


def hash_good(digest: str) -> str:
    return _("Отпечаток сертификата (client_certificate_hash): %(digest)s.") % {"digest": digest}


def hash_failed(code: str) -> str:
    return _("Отпечаток сертификата: не получился (%(code)s). %(advice)s") % {"code": code, "advice": advice(code)}


def rsa_is_for_the_stand() -> str:
    return _("Подпись RSA: годится только для учебного стенда, сама ЕСИА её не примет.")


def provider_key_good(*, name: str, kind: str) -> str:
    return _("Ключ ЕСИА %(name)s: %(kind)s.") % {"name": name, "kind": kind}


def provider_key_over(*, name: str, kind: str, until: str) -> str:
    return _(
        "Ключ ЕСИА %(name)s: %(kind)s, срок сертификата истёк %(until)s. Ключ ещё проверяется, "
        "но посмотрите, не опубликован ли новый."
    ) % {"name": name, "kind": kind, "until": until}


def provider_key_broken(name: str) -> str:
    return _("Ключ ЕСИА %(name)s: файл не читается или это не открытый ключ.") % {"name": name}


def no_provider_key_for(algorithm: str) -> str:
    return _("Ключи ЕСИА: нет ни одного для %(algorithm)s, такой маркер проверить нечем.") % {"algorithm": algorithm}


def issuer_good(issuer: str) -> str:
    return _("Издатель маркеров: %(issuer)s.") % {"issuer": issuer}


def issuer_elsewhere(issuer: str) -> str:
    return _("Издатель маркеров: %(issuer)s, а адрес на другом узле. Так бывает у шлюза: сверьте с полем iss.") % {
        "issuer": issuer
    }


def issuer_without_slash(issuer: str) -> str:
    return _("Издатель маркеров: %(issuer)s. ЕСИА пишет косую черту в конце: сверьте с полем iss.") % {"issuer": issuer}


def endpoint_good(url: str) -> str:
    return _("Адрес %(url)s: отвечает.") % {"url": url}


def endpoint_down(*, url: str, code: str) -> str:
    return _("Адрес %(url)s: не отвечает как надо (%(code)s). Проверьте сеть, base и корневые сертификаты.") % {
        "url": url,
        "code": code,
    }


def clock_good(seconds: int) -> str:
    return _("Часы: расходятся с часами ЕСИА на %(seconds)s с.") % {"seconds": seconds}


def clock_wrong(seconds: int) -> str:
    return _("Часы: расходятся с часами ЕСИА на %(seconds)s с. Включите синхронизацию времени (NTP).") % {
        "seconds": seconds
    }


def clock_unknown() -> str:
    return _("Часы: ЕСИА не сообщила своего времени, сверить не с чем.")


def request_known() -> str:
    return _("Пробный запрос: ЕСИА узнала систему, сертификат и подпись.")


def request_refused(code: str) -> str:
    return _("Пробный запрос: отказ %(code)s. %(advice)s") % {"code": code, "advice": told_by_esia(code)}


def request_unclear(code: str) -> str:
    return _("Пробный запрос: ответ не такой, как у ЕСИА (%(code)s).") % {"code": code}


def told_by_esia(code: str) -> str:
    """What an operator does about ESIA's code."""
    not_known = _("Сертификат не загружен, не привязан к системе или мнемоника client_id другая.")
    return {
        "ESIA-007002": not_known,
        "ESIA-007005": not_known,
        "ESIA-007053": not_known,
        "ESIA-007006": _("В scopes есть область, которую системе не выдали: подайте заявку или уберите её."),
        "ESIA-007007": _("Ошибка на стороне ЕСИА, повторите позже."),
        "ESIA-007008": _("ЕСИА временно недоступна, повторите позже."),
        "ESIA-007015": _("Время запроса не принято: сверьте часы сервера."),
        "ESIA-007019": _("Системе не выданы права: проверьте заявку."),
        "ESIA-007023": _("Адрес возврата не зарегистрирован: внесите домен портала на технологическом портале."),
    }.get(code, _("Что означает код, сказано в руководстве «Вход через ЕСИА»."))


def nothing_to_check() -> str:
    return _("В IDENTITY_PROVIDERS нет поставщика с dialect: esia.")


def unknown_provider(name: str) -> str:
    return _("Поставщика ЕСИА «%(name)s» в IDENTITY_PROVIDERS нет.") % {"name": name}


def misconfigured(*, name: str, problem: str) -> str:
    return _("Настройка %(name)s: %(problem)s") % {"name": name, "problem": problem}


def to_mend(count: int) -> str:
    return _("Нужно исправить: %(count)s.") % {"count": count}
