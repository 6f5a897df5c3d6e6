"""Lines to devices: asyncio adapters that implement ``devices.base.Transport`` and know no protocol."""
