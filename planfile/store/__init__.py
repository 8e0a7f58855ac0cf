"""The one door to artifact files: read strictly, write atomically, check by schema."""
