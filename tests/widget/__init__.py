"""The widget in Chromium, end to end. A package, so that browser and server end with its last test."""
