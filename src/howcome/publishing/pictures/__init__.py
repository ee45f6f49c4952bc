"""Pictures drawn as SVG from what a document says. No files, no fonts, no clock: the same in, the same out."""
