"""The language server: what howcome knows about a text, in the words of the Language Server Protocol.

An entrance without logic: it keeps the open texts, asks `document` and `checks`, and translates places. Refuses to read
the grammar a second time.
"""
