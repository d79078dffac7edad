"""The commands of ``quidnunc``, a module for each group of them; each loads what it needs only when it is run."""
