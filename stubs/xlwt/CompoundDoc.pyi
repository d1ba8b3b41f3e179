from typing import IO

class XlsDoc:
    def save(self, file_name_or_filelike_obj: str | IO[bytes], stream: bytes) -> None: ...
