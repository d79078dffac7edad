"""The explorer: a local web application over a world. ``app.create_app`` makes it; ``pages.PAGES`` lists what it shows."""
