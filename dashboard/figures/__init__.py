"""Facts in, a picture out: a figure as plain data or an SVG string, one module per picture.

Importing this package imports no plotting library: the browser draws, and a figure is only a dict.
"""
