"""The widget in a real browser: how tests and measures start it, and `python -m benchmarks.widget`, which measures."""
