"""The kinds of defects: one module for each section of a document, found by lying in this folder."""
