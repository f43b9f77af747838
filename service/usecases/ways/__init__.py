"""Ways of working as people make them: drafts, approval, releases, exchange, differences and national updates."""
