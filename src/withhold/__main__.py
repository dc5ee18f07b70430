"""`python -m withhold` is the `withhold` command."""

from withhold.cli import main

if __name__ == "__main__":
    main()
