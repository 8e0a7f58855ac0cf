"""Pure rules: identity to path, safe order, what is unsafe about a plan."""
