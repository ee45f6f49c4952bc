"""The app in a browser: pages, forms, sockets. Turns requests into calls of services, and answers into HTML.

No logic of postmortems stands here.
"""
