"""Grid issues, visits and absences in the records."""
