"""howcome crafts blameless postmortems: from the evidence of an incident to a reviewed, published document."""

__version__ = "0.1.0"
