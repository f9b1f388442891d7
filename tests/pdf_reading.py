"""Reading back what a PDF shows, as far as the papers of this house go: no library at hand does."""

import re
import zlib
from dataclasses import dataclass
from functools import cached_property

OBJECT = re.compile(rb"\n(\d+) 0 obj\n(.*?)endobj", re.DOTALL)
STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)
CODE = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
SHOWN = re.compile(rb"BT (.*?) ET", re.DOTALL)
PART = re.compile(rb"/F(\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj", re.DOTALL)
ESCAPED = {b"\\n": b"\n", b"\\r": b"\r", b"\\(": b"(", b"\\)": b")", b"\\\\": b"\\"}


@dataclass(frozen=True)
class ReadPdf:
    """A PDF by its objects."""

    content: bytes

    @cached_property
    def objects(self) -> dict[int, bytes]:
        return {int(number): body for number, body in OBJECT.findall(b"\n" + self.content)}

    @cached_property
    def pages(self) -> list[list[str]]:
        """Every piece of text of every page, each letter where it stands from left to right."""
        bodies = [body for body in self.objects.values() if b"/Type /Page\n" in body]
        return [self._pieces(self._stream(self._named(body, b"Contents"))) for body in bodies]

    @cached_property
    def text(self) -> str:
        """All the pieces, each on a line of its own."""
        return "\n".join(piece for page in self.pages for piece in page)

    @cached_property
    def fonts(self) -> dict[int, dict[int, str]]:
        """By the number of a font: what each of its glyphs stands for."""
        found: dict[int, dict[int, str]] = {}
        for body in self.objects.values():
            for number, at in re.findall(rb"/F(\d+) (\d+) 0 R", body):
                table = self._stream(self._named(self.objects[int(at)], b"ToUnicode"))
                found[int(number)] = {
                    int(code, 16): bytes.fromhex(said.decode()).decode("utf-16-be")
                    for code, said in CODE.findall(table.split(b"endcodespacerange")[1])
                }
        return found

    def shapes(self, letter: str) -> int:
        """How many glyphs stand for a letter in the first font: more than one when it is joined."""
        return sum(said == letter for said in self.fonts[1].values())

    def _pieces(self, content: bytes) -> list[str]:
        found, font = [], 0
        for block in SHOWN.findall(content):
            said = []
            for chosen, shown in PART.findall(block):
                font = int(chosen) if chosen else font
                codes = re.sub(rb"\\.", lambda at: ESCAPED[at[0]], shown, flags=re.DOTALL)
                for at in range(0, len(codes), 2):
                    said.append(self.fonts[font][int.from_bytes(codes[at : at + 2], "big")])
            found.append("".join(said))
        return [piece for piece in found if piece.strip()]

    def _named(self, body: bytes, key: bytes) -> bytes:
        named = re.search(rb"/" + key + rb" (\d+) 0 R", body)
        assert named is not None, key
        return self.objects[int(named[1])]

    def _stream(self, body: bytes) -> bytes:
        found = STREAM.search(body)
        assert found is not None
        return zlib.decompress(found[1]) if b"FlateDecode" in body else found[1]
