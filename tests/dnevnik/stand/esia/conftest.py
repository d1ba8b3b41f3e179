"""One stand that speaks ESIA's dialect for a module of tests."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.dnevnik.stand.esia.system import told
from tests.dnevnik.stand.running import CAST, RunningStand, running_stand

OF_MARIA: dict[str, Any] = {
    "documents": [
        {"type": "RF_PASSPORT", "series": "0000", "number": "000001"},
        {"type": "INN", "number": "000000001"},
    ],
    "contacts": {"phone": "+70000000001", "email": "maria@gosuslugi.example"},
    "password": "uchebny",
    "children": [
        {
            "family_name": "Иванов",
            "given_name": "Кирилл",
            "birthdate": "2017-05-06",
            "gender": "male",
            "snils": "000-000-002 02",
            "birth_certificate": "IV-АБ № 123456",
            "subject": "1000300002",
        },
        {"given_name": "Олег", "birth_certificate": "IV-АБ № 654321", "birth_certificate_status": "failed"},
    ],
}


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStand]:
    folder: Path = tmp_path_factory.mktemp("stand")
    with running_stand(folder, told=told(folder)) as answering:
        cast = copy.deepcopy(CAST)
        cast["personas"][0].update(OF_MARIA)
        answering.cast.write_text(json.dumps(cast, ensure_ascii=False), encoding="utf-8")
        yield answering
    assert "Internal Server Error" not in answering.log.read_text(encoding="utf-8")
