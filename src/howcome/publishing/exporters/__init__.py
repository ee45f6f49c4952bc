"""Exporters, one file each: `export(document, view) -> Artefact`. What lies in this folder is found."""
