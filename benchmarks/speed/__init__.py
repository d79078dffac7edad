"""How fast Quidnunc reads: words and articles a second beside bare spaCy, memory, start-up, growth, cost. ``make bench-speed``."""
