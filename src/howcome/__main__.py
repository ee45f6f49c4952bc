"""`python -m howcome` is the command line."""

from howcome.cli.main import script

if __name__ == "__main__":
    script()
