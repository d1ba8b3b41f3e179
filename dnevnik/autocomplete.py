"""What the boxes of the admin suggest: people of one school, told apart by more than a name."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db import models

from schools.labels import to_tell_apart
from schools.models import Parent, SchoolOwned, Student


class OneSchoolAutocomplete(AutocompleteJsonView):
    """Suggests rows of the school that the page is about; without one, of all schools that the person administers."""

    def get_queryset(self) -> models.QuerySet[Any]:
        rows = super().get_queryset().prefetch_related(None)
        if issubclass(rows.model, Student):
            rows = rows.select_related("school_class")
        school = self.request.GET.get("school", "")
        if not school or not issubclass(rows.model, SchoolOwned):
            return rows
        return rows.filter(school_id=int(school)) if school.isdecimal() and len(school) < 10 else rows.none()

    def serialize_result(self, obj: models.Model, to_field_name: str) -> dict[str, str]:
        told: dict[str, str] = super().serialize_result(obj, to_field_name)
        return {**told, "text": to_tell_apart(obj)} if isinstance(obj, Student | Parent) else told
