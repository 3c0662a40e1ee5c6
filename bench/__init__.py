"""Speed, weight and scale of the running app, each beside a floor: a hand-written page with the same content.

It must not know how the app is made: it starts the servers that a reader would start and looks from outside.
"""
