"""The pages for teachers: what they prepare, start, show and link. papers/ makes what they take along."""
