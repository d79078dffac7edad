"""Article → Reading, a module for each question a reporter asks; ``reader`` is the only entry."""
