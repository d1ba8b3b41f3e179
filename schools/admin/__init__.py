"""The register's pages in Django admin; importing the modules registers them."""

from schools.admin import institution, links, operator, pending_links, people, restrictions

__all__ = ["institution", "links", "operator", "pending_links", "people", "restrictions"]
