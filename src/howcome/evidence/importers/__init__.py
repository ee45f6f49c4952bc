"""One module for each kind of evidence; what lies here is found by `evidence.discovery`."""
