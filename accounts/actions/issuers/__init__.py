"""A change of issuer: rehearsed, applied, undone; and what a sign-in asks while it is open (ADR 13)."""
