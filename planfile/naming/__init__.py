"""What we know about media names, pure: tokens, release names, folders, bundles."""
