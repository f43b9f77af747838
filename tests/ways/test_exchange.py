"""Zips out and in: the same files, nothing else, nothing hostile."""

import io
import zipfile

import pytest

from service.domain.errors import InvalidInput, NotFound
from service.usecases.ways import drafts, exchange
from tests.ways.conftest import AUTHOR, ELSEWHERE, NATIONAL, NEW, OLD, Desk


def zipped(*files: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files:
            target.writestr(name, content)
    return made.getvalue()


def test_what_goes_out_comes_in_the_same(desk: Desk) -> None:
    key = desk.start(title="Bellen «anders»")
    desk.replace(key, OLD, NEW)
    with desk.as_(AUTHOR) as work:
        name, data = exchange.export_version(work, key)
        assert (name, data) == ("ontwerp-meerwolde-1.zip", exchange.export_version(work, key)[1])
        files, about = exchange.read_zip(data)
        assert (set(files), about) == (
            {("diagram", "ret_belmoment")},
            {"titel": "Bellen «anders»", "basis": "landelijk-1"},
        )
        again, findings = exchange.import_zip(work, "meerwolde", data)
        assert [one.severity for one in findings if one.severity == "fout"] == []
        seen = drafts.get_draft(work, again)
        assert (seen.title, seen.base_key, seen.history[0].kind) == ("Bellen «anders»", "landelijk-1", "ingelezen")
        assert drafts.draft_release_files(work, again).diagrams == drafts.draft_release_files(work, key).diagrams
    with desk.as_(NATIONAL) as work:
        _, data = exchange.export_version(work, "landelijk-1")
        again, findings = exchange.import_zip(work, None, data, "Terug")
        assert [one for one in findings if one.severity == "fout"] == []
        assert {file.origin for file in drafts.get_draft(work, again).files} == {"landelijk"}
    with desk.as_(ELSEWHERE) as work, pytest.raises(NotFound):
        exchange.export_version(work, key)


def test_a_wrong_diagram_comes_in_as_a_draft_with_what_is_wrong(desk: Desk) -> None:
    noise = ("__MACOSX/x", b""), ("werkwijze/", b""), ("werkwijze/.DS_Store", b"")
    data = zipped(("werkwijze/ret_toets.bpmn", b"<kapot"), *noise)
    with desk.as_(AUTHOR) as work:
        key, findings = exchange.import_zip(work, "meerwolde", data)
        assert [one.file for one in findings][:1] == ["ret_toets.bpmn"]
        assert drafts.get_draft(work, key).title == "Uit een zip-bestand"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"geen zip", "geen zip-bestand"),
        (zipped(("../../ret_x.bpmn", b"x")), "hoort niet"),
        (zipped(("/etc/ret_x.bpmn", b"x")), "hoort niet"),
        (zipped(("ret_x.bpmn", b"x"), ("map/ret_x.bpmn", b"y")), "twee keer"),
        (zipped(("draai.py", b"x")), "hoort niet"),
        (zipped(("ret_x.bpmn", b" " * 700_000)), "512 kB"),
        (zipped(*((f"ret_x{n}.bpmn", b" " * 500_000) for n in range(60))), "te veel"),
        (zipped(*((f"ret_x{n}.bpmn", b"") for n in range(500))), "te veel"),
        (zipped(("werkwijze.toml", b"titel = ")), "werkwijze.toml"),
        (zipped(("werkwijze.toml", b"titel = 'x'")), "geen diagram"),
        (b"PK" + b"\0" * 5_000_000, "4 MB"),
        (zipped(("ret_x.bpmn", b"<x/>" * 50))[:-60], "geen zip-bestand"),
    ],
    # A zip holds the time at which it was made: as a name it would differ between two workers of one run.
    ids=lambda given: given if isinstance(given, str) else "bestand",
)  # fmt: skip
def test_what_does_not_belong_is_refused_with_the_reason(data: bytes, word: str) -> None:
    with pytest.raises(InvalidInput, match=word):
        exchange.read_zip(data)
