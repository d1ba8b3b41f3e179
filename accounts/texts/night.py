"""What the night says of itself while it goes on."""

from django.utils.translation import gettext as _


def progress(*, region: str, done: int, total: int) -> str:
    """«Рязанская область: школ 12 из 40»."""
    return _("%(region)s: школ %(done)s из %(total)s") % {"region": region, "done": done, "total": total}
