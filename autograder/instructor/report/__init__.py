"""The pages that are made of results: the class report and each student's feedback."""
