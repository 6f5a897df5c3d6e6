"""LED boards: a text becomes the frames of the board's protocol, and the board's answers facts."""
