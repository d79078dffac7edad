"""People's verdicts on events: how they are given, what of them stands, how far reviewers agree, what they say of precision."""
