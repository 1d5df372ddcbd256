"""Privacy: what may be published, decided in one place before anything else sees the archive."""

from minutebook.privacy.gate import publishable

__all__ = ["publishable"]
