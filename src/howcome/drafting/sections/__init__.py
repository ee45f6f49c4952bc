"""One module for each section that a draft fills; each has `write(story)` and gives Markdown."""
