"""A second verifier of a published run, written from docs/specification.md alone."""
