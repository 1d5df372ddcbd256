"""Minutebook: a folder of meeting records becomes a public archive."""

__version__ = "0.1.0"

FORMAT_VERSION = 1
"""The record format that this version reads and that `municipality.yml` states."""
