"""Rebuilding: what a build keeps, so that the next one costs what has changed since."""
