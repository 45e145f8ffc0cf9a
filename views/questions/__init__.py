"""Ten questions before and after the lesson, in two forms, from the documents in content/questions/."""
