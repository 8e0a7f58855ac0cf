"""Terraform for a media library: scan, plan, apply, destroy."""

__version__ = "0.1.0"
