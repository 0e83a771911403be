"""Grades and feedback on their way back to a learning management system."""
