"""Uploads are copied once, shared between backups, and told apart when they change."""

from __future__ import annotations

from ritrovo.config.backups.uploads import (
    SUMS,
    alike_sums,
    damaged,
    gather,
    new_bytes,
    read_sums,
    write_sums,
)


def stored(folder, name, content=b"x"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_file_that_did_not_change_takes_no_second_place_and_never_shares_the_live_one(tmp_path):
    live, first, second = tmp_path / "media", tmp_path / "1/media", tmp_path / "2/media"
    stored(live, "campaigns/forno.webp", b"pane")
    gather(live, first, None)
    gather(live, second, first)
    copies = [folder / "campaigns/forno.webp" for folder in (first, second)]
    assert copies[0].samefile(copies[1])
    assert not copies[0].samefile(live / "campaigns/forno.webp")
    assert new_bytes(live, tmp_path / "1") == 0


def test_a_changed_file_is_copied_and_the_older_backup_keeps_the_old_one(tmp_path):
    live, first, second = tmp_path / "media", tmp_path / "1/media", tmp_path / "2/media"
    stored(live, "a", b"old")
    gather(live, first, None)
    stored(live, "a", b"newer")
    assert new_bytes(live, tmp_path / "1") == 5
    gather(live, second, first)
    assert [(first / "a").read_bytes(), (second / "a").read_bytes()] == [b"old", b"newer"]


def test_what_is_removed_meanwhile_stays_and_what_comes_meanwhile_is_taken(tmp_path):
    live, copy = tmp_path / "media", tmp_path / "1/media"
    gone = stored(live, "private/gone.pdf")
    growing = stored(live, "growing", b"half")
    gather(live, copy, None)
    gone.unlink()
    growing.write_bytes(b"half and the rest")
    stored(live, "new")
    gather(live, copy, None)
    assert (copy / "private/gone.pdf").exists()
    assert (copy / "growing").read_bytes() == b"half and the rest"
    assert (copy / "new").exists()


def test_links_are_not_followed_out_of_the_uploads(tmp_path):
    live = tmp_path / "media"
    stored(tmp_path, "secret_key")
    live.mkdir()
    (live / "picture").symlink_to(tmp_path / "secret_key")
    gather(live, tmp_path / "1/media", None)
    assert not (tmp_path / "1/media").exists()


def test_missing_shortened_and_changed_files_are_named(tmp_path):
    for name in ("a", "b/c", "d"):
        stored(tmp_path, name, b"long enough")
    sums = write_sums(tmp_path, {})
    assert damaged(tmp_path, sums) == []
    (tmp_path / "a").unlink()
    stored(tmp_path, "d", b"long")
    assert damaged(tmp_path, sums) == ["a", "d"]
    stored(tmp_path, SUMS, b"")
    assert damaged(tmp_path, sums) == [SUMS]


def test_a_shared_file_that_rots_is_found_by_the_digest_of_its_first_copy(tmp_path):
    live, first, second = tmp_path / "media", tmp_path / "1", tmp_path / "2"
    stored(live, "a", b"pane")
    gather(live, first / "media", None)
    write_sums(first, {})
    gather(live, second / "media", first / "media")
    (second / "media/a").write_bytes(b"cane")
    known = alike_sums(second, first)
    sums = write_sums(second, known)
    assert read_sums(second) == known == read_sums(first)
    assert damaged(second, sums) == ["media/a"]
