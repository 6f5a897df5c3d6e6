"""The hub is killed at random moments of visits, and nothing that it answered may be lost or done twice."""
