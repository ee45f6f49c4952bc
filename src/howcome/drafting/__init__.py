"""From events to the first text of a postmortem: extractive, every fact cited, nothing invented."""
