"""Engines say what a bundle is; they never name a path."""
