"""One open document with several people in it: rooms, their log, and what happens on disk meanwhile.

Knows how edits of many merge into one text; refuses to know who the people are and what the text says.
"""
