"""Names, folders and bundles: what is read from them."""
