"""Statements that banks give as tables: CSV and XLSX."""
