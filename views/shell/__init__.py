"""The shell: what you can draw on before the page has loaded, which then takes over the drawing."""
