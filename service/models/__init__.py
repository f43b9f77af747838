"""Relational tables, one module per subject."""
