"""The strict relying party: everything that speaks to a standard OpenID provider, and nothing that knows people.

The roof gives two hooks (`arrive`, `refuse`); this package gives them `VerifiedClaims` or a `Refusal`.
"""
