"""The submission as its judge sees it, and what crosses the wall between them."""
