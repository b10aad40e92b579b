"""Measures the assistant beside Rasa's own starter configuration, in one run: `make benchmark`.

Imports nothing by itself: `benchmarks.understand` runs in the starter's environment too.
"""
