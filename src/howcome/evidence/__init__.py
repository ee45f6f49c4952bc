"""Evidence: bytes that existed before the postmortem, and the events that they state.

Owns reading (importers), the normal form (`Event`) and gathering. Refuses to interpret: what an event
means for the incident is decided in `drafting`.
"""
