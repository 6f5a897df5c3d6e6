"""The hub is killed and its disk cut at any moment: nothing that it answered may be lost or done twice."""
