"""Pure rules of the field: no Flask, no SQL, no workflow engine."""
