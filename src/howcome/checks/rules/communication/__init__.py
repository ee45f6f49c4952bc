"""Rules about the communication plan and its messages."""
