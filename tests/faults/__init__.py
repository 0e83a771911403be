"""Kills the processes of a run at random moments: what the next run ends with must be the same."""
