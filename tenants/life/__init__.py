"""The life of a site after it was made: exported, imported, restored, renamed, erased."""
