"""The pictures of the seeded on-demand world: see scripts/make-posters.py."""
