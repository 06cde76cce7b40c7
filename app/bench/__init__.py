"""Measurements against limits of the same run: `python -m app.bench` (`make bench`). What each means stands in
docs/benchmarks.md."""
