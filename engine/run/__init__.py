"""See engine/README.md."""
