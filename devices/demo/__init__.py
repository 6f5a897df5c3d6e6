"""A whole hall on one machine, with pretend hardware: to play with, or driven through a scripted visit."""
