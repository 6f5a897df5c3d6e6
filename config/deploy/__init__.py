"""How a machine is made ready for the hall: system packages, the Python environment, the services."""
