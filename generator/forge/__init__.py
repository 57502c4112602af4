"""Says in French what a forge shows: changes, pages, forms, reviewers; never writes on a forge itself."""
