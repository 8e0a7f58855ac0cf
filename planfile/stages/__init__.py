"""The verbs: scan, plan, apply, destroy, recover."""
