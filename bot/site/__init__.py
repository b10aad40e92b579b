"""What a browser gets besides answers: the page `/` and the widget that web sites load."""
