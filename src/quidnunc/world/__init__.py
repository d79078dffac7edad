"""Many readings → one record: store, stories (same report), incidents (same event), query, review."""
