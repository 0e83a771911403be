"""What an instructor uses: grading a class, feedback, reports."""
