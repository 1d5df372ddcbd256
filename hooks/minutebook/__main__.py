"""`python -m minutebook`: the same as the `minutebook` command."""

from minutebook.cli import main

main()
