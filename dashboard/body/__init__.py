"""One body for every view: the mesh, its pictures, and the places of the points on it.

Built offline from a pinned mesh package; the running app reads only the files this room writes to assets/body.
"""
