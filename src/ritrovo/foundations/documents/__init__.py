"""Printed pages, codes and charts: drawn from plain values, knowing no table."""
