"""Procesregie: the case service of regional expert teams for youth care."""
