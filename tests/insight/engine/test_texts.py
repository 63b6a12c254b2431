"""The bytes of a text file: what is read of them, and what stays as it was for others."""

import csv

from ritrovo.insight.engine.texts import header_of, separator_of


def test_a_cell_as_long_as_a_line_is_read_and_the_limit_of_others_stays(tmp_path):
    usual = csv.field_size_limit()
    path = tmp_path / "long.csv"
    path.write_text(f"id;{'x' * (usual + 1)};name\n1;a;b\n")
    assert separator_of(path) == ";"
    assert [len(name) for name in header_of(path, ";")[0]] == [2, usual + 1, 4]
    assert csv.field_size_limit() == usual
