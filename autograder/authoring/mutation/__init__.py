"""Generated mutants: right answers with one small thing changed, which must lose points."""
