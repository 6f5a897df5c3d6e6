"""What every test is held to beyond its own assertions; ``tests/conftest.py`` loads each as a plugin."""
