"""The hub: pure rules, a journal that is durable before anybody is told, and what follows from it."""
