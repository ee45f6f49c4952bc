"""Keeps texts and what people do with them: files, a folder of documents, the live log.

Knows where and how things lie; refuses to know who may change what, and what a text means.
"""
