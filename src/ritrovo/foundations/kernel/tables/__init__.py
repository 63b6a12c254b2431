"""Tables that people keep in spreadsheets, read as rows of cells: CSV and XLSX."""
