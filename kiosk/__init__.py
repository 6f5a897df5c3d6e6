"""The ticket machine: what a visitor sees and touches to take a number, check in, or get paper again."""
