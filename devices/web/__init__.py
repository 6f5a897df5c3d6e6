"""Pages and API, served by the hub's process on the hub's one port."""
