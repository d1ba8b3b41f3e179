"""The relying party against a provider that can lie in every way we know."""
