"""What the rating pad shows, as QML binds to it.

The pad never chooses: a visitor who touches nothing has said nothing.
"""
