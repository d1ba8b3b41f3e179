"""Finds code that reaches people's rows without saying for whom (design.md, rules and models)."""

import ast
from collections.abc import Iterator

SENSITIVE = frozenset(
    {
        "ConsentDecision", "ConsentRequest", "ContactCode", "ContactPoint", "CorrectionRequest", "DataFinding",
        "DiaryVisit", "IdentityMove", "LinkProposal", "ListedChild", "MismatchCase", "Notice", "Parent",
        "ParentChildLink", "PendingLink", "RecordClaim", "RefutedMove", "Restriction", "StaffMembership", "Student",
        "VerifiedIdentity",
    }
)  # fmt: skip
MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})
SHORTCUTS = frozenset({"get_object_or_404", "get_list_or_404", "aget_object_or_404", "aget_list_or_404"})


def unscoped(module: ast.Module) -> Iterator[ast.AST]:
    """Places that take a sensitive model's own manager, or hand the bare model to a shortcut that does."""
    names = known_as(module)
    for node in ast.walk(module):
        model = entered(node)
        if model is not None and is_sensitive(model, names):
            yield node


def entered(node: ast.AST) -> ast.expr | None:
    """The model whose rows a piece of code takes; None for other code."""
    match node:
        case ast.Attribute(attr=manager, value=model) if manager in MANAGERS:
            return model
        case ast.Call(args=[model, *_]) if called(node) in SHORTCUTS:
            return model
        case _:
            return None


def known_as(module: ast.Module) -> frozenset[str]:
    """The sensitive models' names here, under whatever alias they were imported."""
    aliases = {
        alias.asname
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname and alias.name in SENSITIVE
    }
    return SENSITIVE | aliases


def is_sensitive(node: ast.expr, names: frozenset[str]) -> bool:
    """`Student`, `models.Student`, and what may turn out to be one: `self.model`, `model`, `type(record)`."""
    if isinstance(node, ast.Name):
        return node.id in names or node.id == "model"
    if isinstance(node, ast.Attribute):
        return node.attr in SENSITIVE or (node.attr == "model" and isinstance(node.value, ast.Name))
    return isinstance(node, ast.Call) and called(node) == "type"


def called(node: ast.Call) -> str:
    """The last name of what is called: `get` for `rows.get(…)`."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
