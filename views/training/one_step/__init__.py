"""One step of learning, figure by figure."""
