"""The link between hub, screens and agents: messages, codec, session, and two thin adapters."""
