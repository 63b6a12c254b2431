"""What is asked at the analyst's desk."""
