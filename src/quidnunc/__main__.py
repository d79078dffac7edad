"""``python -m quidnunc``."""

from quidnunc.cli import main

if __name__ == "__main__":
    main()
