"""A clinic's patient rows -> an aggregate cube -> what may be shown of it. Nothing happens on import.

The web app reads cubes (`cube`, `disclosure`, `summaries`); only the command line reads rows.
"""
