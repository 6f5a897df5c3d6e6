"""Loudspeakers: a call becomes one sentence of recorded clips, and the sentence one WAV."""
