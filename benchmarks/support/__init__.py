"""What the benchmarks share: rows, processes that are measured, and invented material."""
