"""An SMTP server that takes every letter, as fast as it can or so many milliseconds late.

`python -m benchmarks.sink PORT MILLISECONDS`: the answer to each final dot waits.
"""

import asyncio
import sys

HELO = b"250-sink\r\n250-8BITMIME\r\n250 SIZE 20000000\r\n"
OK, GO_ON, BYE = b"250 ok\r\n", b"354 go on\r\n", b"221 bye\r\n"


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, late: float) -> None:
    """One connection, from the greeting to QUIT."""
    writer.write(b"220 sink\r\n")
    try:
        while command := await reader.readline():
            verb = command[:4].upper()
            if verb == b"DATA":
                writer.write(GO_ON)
                await reader.readuntil(b"\r\n.\r\n")
                await asyncio.sleep(late)
                writer.write(OK)
            elif verb in (b"EHLO", b"HELO"):
                writer.write(HELO)
            elif verb == b"QUIT":
                writer.write(BYE)
                break
            else:
                writer.write(OK)
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def main(port: int, late: float) -> None:
    """Serve until the process is ended."""
    server = await asyncio.start_server(
        lambda reader, writer: serve(reader, writer, late), "127.0.0.1", port, limit=2**22
    )
    print("ready", flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]) / 1000))
