"""Artifacts for people and programs: terminal, markdown, html, JSON lines."""
