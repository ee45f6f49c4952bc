"""One module for each page, or group of pages, of the app; each lists its routes in `ROUTES`."""
