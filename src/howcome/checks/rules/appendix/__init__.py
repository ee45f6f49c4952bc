"""Rules about the evidence and what else the appendix holds."""
