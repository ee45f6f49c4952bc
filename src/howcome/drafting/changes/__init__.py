"""Changes before the incident: which may have been the trigger, and what was already there."""

from .before import latent, warnings_before
from .candidates import Change, candidates, is_outside
from .naming import identifiers

__all__ = ["Change", "candidates", "identifiers", "is_outside", "latent", "warnings_before"]
