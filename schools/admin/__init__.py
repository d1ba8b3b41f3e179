"""The register's pages in Django admin; importing the modules registers them."""

from schools.admin import institution, links, operator, people, restrictions

__all__ = ["institution", "links", "operator", "people", "restrictions"]
