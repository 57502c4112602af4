"""Makes what the search of the site reads; the reader's side is in docs/scripts/recherche/."""
