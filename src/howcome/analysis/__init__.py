"""Pure analysis of texts and figures: durations, error budgets, secrets and people; no files, no network."""
