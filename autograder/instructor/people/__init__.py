"""Who is in the class, whose a hand-in is, and when it was due."""
