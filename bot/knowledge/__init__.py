"""The rules, bodies, deadlines, texts and sources of the product, as validated YAML records, and their loader."""
