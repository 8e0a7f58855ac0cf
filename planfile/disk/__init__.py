"""The one door to the media disk: walk, look, move without overwrite, sync, probe."""
