"""The shapes on the wire: Dutch names in camelCase, one module per subject."""
