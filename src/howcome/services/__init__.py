"""One function for each thing that a person does with a library: open, change, add, draft, publish.

Knows what belongs together and in which order; refuses to know browsers, terminals and how anything looks.
"""
