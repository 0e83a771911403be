"""The sample class of later chapters: answers that are composed, not stored."""
