"""How well and how fast names are read: `python -m tests.bench_names CASES…`."""
