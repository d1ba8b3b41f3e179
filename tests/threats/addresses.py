"""Every address of the portal by all that it is called."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def called(resolver: URLResolver | None = None) -> Iterator[str]:
    """The address, the name and the view of each page, in small letters."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from called(entry)
        elif isinstance(entry, URLPattern):
            yield f"{entry.pattern} {entry.name} {entry.lookup_str}".lower()
