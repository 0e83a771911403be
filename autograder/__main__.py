"""`python -m autograder` is the command `autograder`, wherever scripts are not on the path."""

from autograder.cli import main

main()
