"""What an author uses: building, starting and proving chapters."""
