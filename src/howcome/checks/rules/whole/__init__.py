"""Rules about the document as a whole: its head, its completeness, its numbers and its names."""
