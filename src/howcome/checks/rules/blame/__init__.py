"""Rules about blame language: what each looks for, and what it asks."""
