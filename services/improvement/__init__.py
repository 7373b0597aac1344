"""What is put right after a survey: measures by department, approved, published, done, filed (SUR-17, SUR-18, SUR-23, SUR-25, SUR-28)."""
