"""The files of bounces hold addresses: they are deleted by their digest, and nothing else is."""

import hashlib
from pathlib import Path

from models.settings import data_folder
from notifications.bounce_sources import FileDrop, Maildir
from notifications.destroyed_reports import destroy_reports

OURS, OTHER = b"Final-Recipient: zakaria@commune.example", b"somebody else's"
DIGEST = hashlib.sha256(OURS).hexdigest()


def filed(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def test_a_read_report_goes_and_others_stay(tmp_path: Path) -> None:
    drop, maildir = FileDrop(tmp_path / "bounces"), Maildir(tmp_path / "mail")
    gone = [
        filed(drop.folder / "read", "a.eml", OURS),
        filed(maildir.folder / "cur", "b:2,S", OURS),
    ]
    kept = [
        filed(drop.folder / "read", "c.eml", OTHER),
        filed(drop.folder, "unread.eml", OURS),
        filed(drop.folder / "other", "d.eml", OURS),
    ]
    assert destroy_reports([DIGEST], [drop, maildir]) == 2
    assert [path.exists() for path in (*gone, *kept)] == [False, False, True, True, True]


def test_without_digests_or_folders_nothing_happens(tmp_path: Path) -> None:
    path = filed(tmp_path / "read", "a.eml", OURS)
    assert destroy_reports([], [FileDrop(tmp_path)]) == 0
    assert destroy_reports([DIGEST], [FileDrop(tmp_path / "nowhere")]) == 0
    assert path.exists()


def test_the_folder_of_this_installation_is_looked_into() -> None:
    filed(data_folder() / "bounces" / "read", "a.eml", OURS)
    assert destroy_reports([DIGEST]) == 1
    assert destroy_reports([DIGEST]) == 0
