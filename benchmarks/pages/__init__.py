"""Reading measured on the pages of tests/samples: `python -m benchmarks.pages`, and `.parsers` for HTML parsers."""
