"""How an examination runs: tests are collected and called, answers judged, mistakes diagnosed."""
