"""The history of the tables; run by Alembic, imported by nobody."""
