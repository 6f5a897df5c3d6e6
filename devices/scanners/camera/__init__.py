"""The camera's own process: frames in, codes out like a scanner's.

Only this package may import OpenCV, and only its process does: OpenCV's wheel brings a Qt of its own.
"""
