"""How staff tell two people apart when the names do not: what a choice says about a person."""

from django.utils.translation import gettext as _

from schools.models import Parent, Student


def to_tell_apart(record: Student | Parent) -> str:
    """The full name with the birth date, the class and the masked SNILS, as far as they are known."""
    parts = [record.full_name()]
    if isinstance(record, Student) and record.school_class is not None:
        parts.append(str(record.school_class))
    if record.birth_date is not None:
        parts.append(f"{record.birth_date:%d.%m.%Y}")
    if record.snils_index:
        parts.append(_("СНИЛС %(masked)s") % {"masked": record.snils_masked()})
    return ", ".join(parts)
