"""Logs of any length in bounded memory: lines read by known formats, folded into few events, requests tallied."""
